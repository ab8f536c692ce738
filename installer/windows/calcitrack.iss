; Inno Setup's recipe for Windows: iscc /DVersion=0.1.0 installer\windows\calcitrack.iss
; It packs the folder that `py dev.py installer` leaves in build\installer\dist\calcitrack, made from build_installer.spec.
; It has not been tried yet: no Windows machine was at hand.

#define Program "CalciTrack"

[Setup]
AppId={{5E8C8B0C-6C56-4B7B-9E4B-5B0F6C1D7A21}
AppName={#Program}
AppVersion={#Version}
AppPublisher=The CalciTrack team
DefaultDirName={autopf}\{#Program}
DefaultGroupName={#Program}
DisableProgramGroupPage=yes
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
PrivilegesRequired=lowest
PrivilegesRequiredOverridesAllowed=dialog
OutputDir=..\..\build\installer
OutputBaseFilename=CalciTrack-{#Version}-setup
Compression=lzma2/max
SolidCompression=yes
UninstallDisplayIcon={app}\calcitrackw.exe

[Files]
Source: "..\..\build\installer\dist\calcitrack\*"; DestDir: "{app}"; Flags: recursesubdirs ignoreversion

[Icons]
Name: "{group}\{#Program}"; Filename: "{app}\calcitrackw.exe"
Name: "{autodesktop}\{#Program}"; Filename: "{app}\calcitrackw.exe"; Tasks: desktopicon

[Tasks]
Name: desktopicon; Description: "{cm:CreateDesktopIcon}"; Flags: unchecked

; The vault lies in the user's data folder and stays when the program is removed.
