"""The paper itself: fonts, colours, a pen, and text and strips that flow over pages."""
