"""Schema 1, as SQL: the tables of the vault. ``guards_1`` has the triggers that guard what is signed.

Written as SQL because ``sqlite_utils`` makes neither WITHOUT ROWID tables nor composite foreign keys. Never edited once
released: a change is a new migration.

* Lengths are integer tenths of a millimetre. Clinical dates are text, instants are UTC text. Findings are NULL when not
  recorded.
* Rows of a patient carry ``patient_id``, and composite foreign keys make a visit, lesion or trial of another patient
  impossible.
* Nothing cascades; nothing signed is ever updated or deleted.
* Where rows can be deleted (of a draft), AUTOINCREMENT keeps a number from coming back: a form that still shows what
  was discarded never writes into what came after it.
"""

from __future__ import annotations

TABLES: tuple[str, ...] = (
    """CREATE TABLE clinic (
        id INTEGER PRIMARY KEY CHECK (id = 1),
        uuid BLOB NOT NULL UNIQUE CHECK (length(uuid) = 16),
        name TEXT NOT NULL CHECK (name <> ''),
        synthetic INTEGER NOT NULL CHECK (synthetic IN (0, 1)),
        created_at TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE setting (
        name TEXT PRIMARY KEY,
        value TEXT NOT NULL
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE workstation (
        id INTEGER PRIMARY KEY,
        uuid BLOB NOT NULL UNIQUE CHECK (length(uuid) = 16),
        is_this INTEGER NOT NULL CHECK (is_this IN (0, 1)),
        created_at TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE person (
        id INTEGER PRIMARY KEY,
        uuid BLOB NOT NULL UNIQUE CHECK (length(uuid) = 16),
        name TEXT NOT NULL CHECK (name <> ''),
        active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
        version INTEGER NOT NULL DEFAULT 1
    ) STRICT""",
    """CREATE TABLE person_role (
        person_id INTEGER NOT NULL REFERENCES person (id),
        role TEXT NOT NULL CHECK (role IN ('staff', 'clinician', 'administrator')),
        PRIMARY KEY (person_id, role)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE account (
        id INTEGER PRIMARY KEY,
        uuid BLOB NOT NULL UNIQUE CHECK (length(uuid) = 16),
        person_id INTEGER NOT NULL REFERENCES person (id),
        login TEXT NOT NULL UNIQUE CHECK (login <> ''),
        created_at TEXT NOT NULL,
        disabled_at TEXT
    ) STRICT""",
    """CREATE TABLE patient (
        id INTEGER PRIMARY KEY,
        uuid BLOB NOT NULL UNIQUE CHECK (length(uuid) = 16),
        mrn TEXT NOT NULL UNIQUE CHECK (mrn <> ''),
        family_name TEXT NOT NULL,
        given_name TEXT NOT NULL,
        sort_name TEXT NOT NULL,
        birth_date TEXT NOT NULL,
        sex TEXT NOT NULL,
        dominant_hand TEXT,
        status TEXT NOT NULL,
        status_on TEXT,
        allergy_status TEXT NOT NULL,
        medicines TEXT NOT NULL,
        merged_into INTEGER REFERENCES patient (id),
        removed_at TEXT,
        version INTEGER NOT NULL DEFAULT 1
    ) STRICT""",
    "CREATE INDEX patient_by_name ON patient (sort_name, id)",
    "CREATE INDEX patient_by_birth ON patient (birth_date, id)",
    """CREATE TABLE patient_word (
        word TEXT NOT NULL,
        patient_id INTEGER NOT NULL REFERENCES patient (id),
        PRIMARY KEY (word, patient_id)
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX patient_word_by_patient ON patient_word (patient_id)",
    "CREATE VIRTUAL TABLE patient_text USING fts5 (folded, tokenize = 'trigram')",
    """CREATE TABLE allergy (
        patient_id INTEGER NOT NULL REFERENCES patient (id),
        position INTEGER NOT NULL,
        name TEXT NOT NULL CHECK (name <> ''),
        PRIMARY KEY (patient_id, position)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE background (
        patient_id INTEGER NOT NULL REFERENCES patient (id),
        fact TEXT NOT NULL,
        answer TEXT NOT NULL CHECK (answer IN ('yes', 'no', 'unknown')),
        PRIMARY KEY (patient_id, fact)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE diagnosis (
        patient_id INTEGER NOT NULL REFERENCES patient (id),
        position INTEGER NOT NULL,
        disease TEXT NOT NULL,
        first_raynaud TEXT,
        first_symptom TEXT,
        diagnosed TEXT,
        calcinosis_onset TEXT,
        PRIMARY KEY (patient_id, position)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE antibody (
        patient_id INTEGER NOT NULL REFERENCES patient (id),
        position INTEGER NOT NULL,
        name TEXT NOT NULL CHECK (name <> ''),
        result TEXT NOT NULL,
        PRIMARY KEY (patient_id, position)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE visit (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        uuid BLOB NOT NULL UNIQUE CHECK (length(uuid) = 16),
        patient_id INTEGER NOT NULL REFERENCES patient (id),
        visited_on TEXT NOT NULL,
        entered_at TEXT NOT NULL,
        author TEXT NOT NULL,
        status TEXT NOT NULL CHECK (status IN ('draft', 'signed')),
        signed_by TEXT,
        signed_by_person_id INTEGER REFERENCES person (id),
        signed_at TEXT,
        imported_by TEXT,
        fever INTEGER CHECK (fever IN (0, 1)),
        disease_activity TEXT NOT NULL,
        extent TEXT,
        note TEXT NOT NULL,
        plan TEXT NOT NULL,
        follow_up_weeks INTEGER CHECK (follow_up_weeks > 0),
        version INTEGER NOT NULL DEFAULT 1,
        content_hash TEXT,
        hash_recipe INTEGER,
        UNIQUE (id, patient_id),
        CHECK (
            CASE status
                WHEN 'signed' THEN coalesce(signed_by, '') <> '' AND coalesce(content_hash, '') <> ''
                ELSE signed_by IS NULL AND content_hash IS NULL
            END
        )
    ) STRICT""",
    "CREATE INDEX visit_by_patient ON visit (patient_id, visited_on)",
    "CREATE INDEX visit_drafts ON visit (status, visited_on) WHERE status = 'draft'",
    """CREATE TABLE lab (
        visit_id INTEGER NOT NULL REFERENCES visit (id),
        position INTEGER NOT NULL,
        name TEXT NOT NULL,
        value_json TEXT NOT NULL,
        unit TEXT,
        taken_on TEXT,
        PRIMARY KEY (visit_id, position)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE antibiotic (
        visit_id INTEGER NOT NULL REFERENCES visit (id),
        position INTEGER NOT NULL,
        name TEXT NOT NULL,
        route TEXT,
        start_on TEXT,
        stop_on TEXT,
        PRIMARY KEY (visit_id, position)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE instrument_answer (
        visit_id INTEGER NOT NULL REFERENCES visit (id),
        position INTEGER NOT NULL,
        instrument TEXT NOT NULL,
        definition_version TEXT NOT NULL,
        item TEXT NOT NULL,
        value_json TEXT NOT NULL,
        reporter TEXT NOT NULL,
        PRIMARY KEY (visit_id, position)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE lesion (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        uuid BLOB NOT NULL UNIQUE CHECK (length(uuid) = 16),
        patient_id INTEGER NOT NULL REFERENCES patient (id),
        number INTEGER NOT NULL CHECK (number > 0),
        first_seen TEXT NOT NULL,
        new_status TEXT NOT NULL,
        figure TEXT,
        figure_x REAL CHECK (figure_x BETWEEN 0 AND 1),
        figure_y REAL CHECK (figure_y BETWEEN 0 AND 1),
        UNIQUE (patient_id, number),
        UNIQUE (id, patient_id)
    ) STRICT""",
    """CREATE TABLE lesion_number (
        patient_id INTEGER PRIMARY KEY REFERENCES patient (id),
        last INTEGER NOT NULL
    ) STRICT""",
    """CREATE TABLE lesion_setting (
        lesion_id INTEGER NOT NULL REFERENCES lesion (id),
        position INTEGER NOT NULL,
        set_on TEXT NOT NULL,
        set_at TEXT NOT NULL,
        set_by TEXT NOT NULL,
        site TEXT NOT NULL,
        side TEXT NOT NULL CHECK (side IN ('left', 'right', 'midline')),
        layer TEXT,
        form TEXT NOT NULL,
        tracking_method TEXT NOT NULL,
        is_index INTEGER NOT NULL CHECK (is_index IN (0, 1)),
        reason TEXT NOT NULL,
        PRIMARY KEY (lesion_id, position)
    ) STRICT, WITHOUT ROWID""",
    # Its rows are written before the setting that they belong to, which closes them: hence the deferred reference.
    """CREATE TABLE lesion_extent (
        lesion_id INTEGER NOT NULL,
        setting INTEGER NOT NULL,
        position INTEGER NOT NULL,
        site TEXT NOT NULL,
        PRIMARY KEY (lesion_id, setting, position),
        FOREIGN KEY (lesion_id, setting) REFERENCES lesion_setting (lesion_id, position) DEFERRABLE INITIALLY DEFERRED
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE lesion_event (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        uuid BLOB NOT NULL UNIQUE CHECK (length(uuid) = 16),
        patient_id INTEGER NOT NULL REFERENCES patient (id),
        lesion_id INTEGER NOT NULL,
        visit_id INTEGER,
        happened_on TEXT NOT NULL,
        kind TEXT NOT NULL,
        UNIQUE (id, patient_id),
        FOREIGN KEY (lesion_id, patient_id) REFERENCES lesion (id, patient_id),
        FOREIGN KEY (visit_id, patient_id) REFERENCES visit (id, patient_id)
    ) STRICT""",
    "CREATE INDEX lesion_event_by_patient ON lesion_event (patient_id)",
    """CREATE TABLE lesion_link (
        event_id INTEGER NOT NULL,
        position INTEGER NOT NULL,
        patient_id INTEGER NOT NULL,
        from_lesion_id INTEGER NOT NULL,
        to_lesion_id INTEGER NOT NULL,
        visit_id INTEGER,
        PRIMARY KEY (event_id, position),
        FOREIGN KEY (event_id, patient_id) REFERENCES lesion_event (id, patient_id),
        FOREIGN KEY (from_lesion_id, patient_id) REFERENCES lesion (id, patient_id),
        FOREIGN KEY (to_lesion_id, patient_id) REFERENCES lesion (id, patient_id),
        FOREIGN KEY (visit_id, patient_id) REFERENCES visit (id, patient_id)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE addendum (
        id INTEGER PRIMARY KEY,
        uuid BLOB NOT NULL UNIQUE CHECK (length(uuid) = 16),
        patient_id INTEGER NOT NULL,
        visit_id INTEGER NOT NULL,
        revision INTEGER NOT NULL CHECK (revision > 0),
        kind TEXT NOT NULL,
        reason TEXT NOT NULL CHECK (reason <> ''),
        text TEXT NOT NULL,
        written_at TEXT NOT NULL,
        written_by TEXT NOT NULL,
        person_id INTEGER NOT NULL REFERENCES person (id),
        sealed INTEGER NOT NULL CHECK (sealed IN (0, 1)),
        UNIQUE (visit_id, revision),
        FOREIGN KEY (visit_id, patient_id) REFERENCES visit (id, patient_id)
    ) STRICT""",
    """CREATE TABLE assessment (
        patient_id INTEGER NOT NULL,
        visit_id INTEGER NOT NULL,
        lesion_id INTEGER NOT NULL,
        revision INTEGER NOT NULL CHECK (revision >= 0),
        position INTEGER NOT NULL,
        state TEXT NOT NULL,
        reason TEXT,
        resolved_basis TEXT,
        count INTEGER CHECK (count > 0),
        clinical_subtype TEXT,
        radiographic_subtype TEXT,
        visible INTEGER CHECK (visible IN (0, 1)),
        palpable INTEGER CHECK (palpable IN (0, 1)),
        pain REAL CHECK (pain BETWEEN 0 AND 10),
        ulcer INTEGER CHECK (ulcer IN (0, 1)),
        redness INTEGER CHECK (redness IN (0, 1)),
        swelling INTEGER CHECK (swelling IN (0, 1)),
        discharge TEXT,
        infection TEXT,
        tendon_sheath INTEGER CHECK (tendon_sheath IN (0, 1)),
        function_limited INTEGER CHECK (function_limited IN (0, 1)),
        nerve_compression INTEGER CHECK (nerve_compression IN (0, 1)),
        PRIMARY KEY (patient_id, visit_id, lesion_id, revision),
        FOREIGN KEY (visit_id, patient_id) REFERENCES visit (id, patient_id),
        FOREIGN KEY (lesion_id, patient_id) REFERENCES lesion (id, patient_id)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE reading (
        patient_id INTEGER NOT NULL,
        visit_id INTEGER NOT NULL,
        lesion_id INTEGER NOT NULL,
        revision INTEGER NOT NULL,
        ordinal INTEGER NOT NULL,
        length INTEGER NOT NULL CHECK (length BETWEEN 1 AND 5000),
        width INTEGER CHECK (width BETWEEN 1 AND 5000),
        thickness INTEGER CHECK (thickness BETWEEN 1 AND 5000),
        method TEXT NOT NULL,
        measured_on TEXT NOT NULL,
        reader TEXT NOT NULL,
        unlikely_reason TEXT NOT NULL,
        PRIMARY KEY (patient_id, visit_id, lesion_id, revision, ordinal),
        FOREIGN KEY (patient_id, visit_id, lesion_id, revision)
            REFERENCES assessment (patient_id, visit_id, lesion_id, revision)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE awaited (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        uuid BLOB NOT NULL UNIQUE CHECK (length(uuid) = 16),
        patient_id INTEGER NOT NULL REFERENCES patient (id),
        visit_id INTEGER,
        kind TEXT NOT NULL,
        asked_on TEXT,
        asked_by TEXT NOT NULL,
        closed_on TEXT,
        closed_by TEXT,
        result TEXT,
        version INTEGER NOT NULL DEFAULT 1,
        FOREIGN KEY (visit_id, patient_id) REFERENCES visit (id, patient_id)
    ) STRICT""",
    "CREATE INDEX awaited_by_patient ON awaited (patient_id)",
    "CREATE INDEX awaited_open ON awaited (asked_on) WHERE closed_on IS NULL",
    """CREATE TABLE trial (
        id INTEGER PRIMARY KEY,
        uuid BLOB NOT NULL UNIQUE CHECK (length(uuid) = 16),
        patient_id INTEGER NOT NULL REFERENCES patient (id),
        therapy TEXT NOT NULL CHECK (therapy <> ''),
        therapy_code TEXT,
        dose TEXT,
        route TEXT,
        start_on TEXT NOT NULL,
        stop_on TEXT CHECK (stop_on >= start_on),
        stop_reason TEXT,
        all_lesions INTEGER NOT NULL CHECK (all_lesions IN (0, 1)),
        removed_at TEXT,
        version INTEGER NOT NULL DEFAULT 1,
        UNIQUE (id, patient_id)
    ) STRICT""",
    "CREATE INDEX trial_by_patient ON trial (patient_id)",
    """CREATE TABLE trial_step (
        trial_id INTEGER NOT NULL REFERENCES trial (id),
        position INTEGER NOT NULL,
        from_on TEXT NOT NULL,
        dose TEXT NOT NULL,
        amount REAL,
        unit TEXT NOT NULL,
        PRIMARY KEY (trial_id, position)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE adverse_effect (
        trial_id INTEGER NOT NULL REFERENCES trial (id),
        position INTEGER NOT NULL,
        effect TEXT NOT NULL CHECK (effect <> ''),
        severity TEXT NOT NULL,
        noted_on TEXT,
        PRIMARY KEY (trial_id, position)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE trial_target (
        trial_id INTEGER NOT NULL,
        position INTEGER NOT NULL,
        patient_id INTEGER NOT NULL,
        lesion_id INTEGER NOT NULL,
        PRIMARY KEY (trial_id, position),
        UNIQUE (trial_id, lesion_id),
        FOREIGN KEY (trial_id, patient_id) REFERENCES trial (id, patient_id),
        FOREIGN KEY (lesion_id, patient_id) REFERENCES lesion (id, patient_id)
    ) STRICT""",
    """CREATE TABLE judgement (
        id INTEGER PRIMARY KEY,
        uuid BLOB NOT NULL UNIQUE CHECK (length(uuid) = 16),
        patient_id INTEGER NOT NULL,
        trial_id INTEGER NOT NULL,
        lesion_id INTEGER NOT NULL,
        reader_person_id INTEGER NOT NULL REFERENCES person (id),
        reader TEXT NOT NULL,
        judged_at TEXT NOT NULL,
        balin TEXT NOT NULL,
        now TEXT NOT NULL,
        proposed_balin TEXT NOT NULL,
        proposed_now TEXT NOT NULL,
        reason TEXT NOT NULL,
        blind INTEGER NOT NULL CHECK (blind IN (0, 1)),
        supersedes INTEGER,
        UNIQUE (id, patient_id),
        FOREIGN KEY (supersedes, patient_id) REFERENCES judgement (id, patient_id),
        FOREIGN KEY (trial_id, patient_id) REFERENCES trial (id, patient_id),
        FOREIGN KEY (lesion_id, patient_id) REFERENCES lesion (id, patient_id)
    ) STRICT""",
    "CREATE INDEX judgement_by_patient ON judgement (patient_id)",
    """CREATE TABLE dismissal (
        id INTEGER PRIMARY KEY,
        uuid BLOB NOT NULL UNIQUE CHECK (length(uuid) = 16),
        patient_id INTEGER NOT NULL REFERENCES patient (id),
        finding TEXT NOT NULL,
        facts_hash TEXT NOT NULL,
        content_hash TEXT NOT NULL,
        reason TEXT NOT NULL CHECK (reason <> ''),
        person_id INTEGER NOT NULL REFERENCES person (id),
        dismissed_at TEXT NOT NULL,
        ended_at TEXT
    ) STRICT""",
    "CREATE INDEX dismissal_by_patient ON dismissal (patient_id)",
    """CREATE TABLE attachment (
        id INTEGER PRIMARY KEY,
        uuid BLOB NOT NULL UNIQUE CHECK (length(uuid) = 16),
        patient_id INTEGER NOT NULL REFERENCES patient (id),
        visit_id INTEGER,
        lesion_id INTEGER,
        kind TEXT NOT NULL,
        name TEXT NOT NULL,
        media_type TEXT NOT NULL,
        size INTEGER NOT NULL CHECK (size >= 0),
        sha256 TEXT NOT NULL,
        taken_on TEXT,
        added_at TEXT NOT NULL,
        added_by TEXT NOT NULL,
        removed_at TEXT,
        FOREIGN KEY (visit_id, patient_id) REFERENCES visit (id, patient_id),
        FOREIGN KEY (lesion_id, patient_id) REFERENCES lesion (id, patient_id)
    ) STRICT""",
    "CREATE INDEX attachment_by_patient ON attachment (patient_id)",
    # Derived rows: written in the same unit as the signature, outside the visit's hash, and made anew from the record.
    """CREATE TABLE visit_total (
        visit_id INTEGER PRIMARY KEY REFERENCES visit (id),
        patient_id INTEGER NOT NULL REFERENCES patient (id),
        visited_on TEXT NOT NULL,
        area_mm2 REAL,
        measured INTEGER NOT NULL,
        open INTEGER NOT NULL,
        change_percent REAL,
        compared INTEGER NOT NULL,
        attention TEXT NOT NULL,
        spark TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX visit_total_by_patient ON visit_total (patient_id, visited_on)",
    """CREATE TABLE patient_total (
        patient_id INTEGER PRIMARY KEY REFERENCES patient (id),
        visit_id INTEGER NOT NULL REFERENCES visit (id),
        last_on TEXT NOT NULL,
        next_due_on TEXT,
        open INTEGER NOT NULL,
        change_percent REAL,
        progressing INTEGER NOT NULL CHECK (progressing IN (0, 1)),
        infection INTEGER NOT NULL CHECK (infection IN (0, 1))
    ) STRICT""",
    "CREATE INDEX patient_total_due ON patient_total (next_due_on) WHERE next_due_on IS NOT NULL",
    "CREATE INDEX patient_total_progressing ON patient_total (patient_id) WHERE progressing = 1",
    "CREATE INDEX patient_total_infection ON patient_total (patient_id) WHERE infection = 1",
    # For cohorts, also derived: the lesions as they are now, and each visit set against the first measured one.
    """CREATE TABLE lesion_total (
        lesion_id INTEGER PRIMARY KEY REFERENCES lesion (id),
        patient_id INTEGER NOT NULL REFERENCES patient (id),
        site TEXT NOT NULL,
        side TEXT NOT NULL,
        form TEXT NOT NULL,
        subtype TEXT,
        standing TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX lesion_total_by_patient ON lesion_total (patient_id, site, side, form, subtype, standing)",
    """CREATE TABLE visit_change (
        patient_id INTEGER NOT NULL REFERENCES patient (id),
        nth INTEGER NOT NULL,
        visit_id INTEGER NOT NULL REFERENCES visit (id),
        visited_on TEXT NOT NULL,
        percent REAL NOT NULL,
        compared INTEGER NOT NULL,
        of INTEGER NOT NULL,
        PRIMARY KEY (patient_id, nth)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE audit (
        id INTEGER PRIMARY KEY,
        workstation BLOB NOT NULL CHECK (length(workstation) = 16),
        sequence INTEGER NOT NULL CHECK (sequence > 0),
        at TEXT NOT NULL,
        person_uuid BLOB,
        person TEXT NOT NULL,
        action TEXT NOT NULL,
        entity TEXT NOT NULL,
        entity_uuid BLOB,
        patient_uuid BLOB,
        changes TEXT NOT NULL,
        reason TEXT NOT NULL,
        previous_mac BLOB NOT NULL,
        mac BLOB NOT NULL,
        UNIQUE (workstation, sequence)
    ) STRICT""",
    "CREATE INDEX audit_by_patient ON audit (patient_uuid, id)",
    # All that the list of the audit is filtered by: the rows themselves hold whole visits.
    "CREATE INDEX audit_listed ON audit (at, person_uuid, action, patient_uuid)",
)
