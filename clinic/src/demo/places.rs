//! Where invented patients live, why they come, and what harmed them before.

/// An area or village with its PIN code.
pub(super) type Area = (&'static str, &'static str);

/// Around the clinic in Kothrud, the nearest first.
pub(super) const AREAS: &[Area] = &[
    ("Kothrud", "411038"),
    ("Karve Nagar", "411052"),
    ("Warje", "411058"),
    ("Erandwane", "411004"),
    ("Bavdhan", "411021"),
    ("Uttamnagar", "411023"),
    ("Sinhagad Road", "411051"),
    ("Deccan Gymkhana", "411004"),
    ("Shivane", "411023"),
    ("Dhayari", "411041"),
    ("Vadgaon Budruk", "411041"),
    ("Sadashiv Peth", "411030"),
    ("Narayan Peth", "411030"),
    ("Shivajinagar", "411005"),
    ("Pashan", "411021"),
    ("Narhe", "411041"),
    ("Parvati", "411009"),
    ("Sahakar Nagar", "411009"),
    ("Katraj", "411046"),
    ("Ambegaon", "411046"),
    ("Dhankawadi", "411043"),
    ("Bibwewadi", "411037"),
    ("Kasba Peth", "411011"),
    ("Shaniwar Peth", "411030"),
    ("Aundh", "411007"),
    ("Baner", "411045"),
    ("Balewadi", "411045"),
    ("Swargate", "411042"),
    ("Kondhwa", "411048"),
    ("Hadapsar", "411028"),
    ("Mundhwa", "411036"),
    ("Yerawada", "411006"),
    ("Viman Nagar", "411014"),
    ("Kharadi", "411014"),
    ("Wagholi", "412207"),
    ("Wakad", "411057"),
    ("Chinchwad", "411033"),
    ("Nigdi", "411044"),
    ("Pirangut", "412115"),
    ("Paud", "412108"),
    ("Khed Shivapur", "412205"),
    ("Baramati", "413102"),
];

/// Names of buildings, for addresses.
pub(super) const BUILDINGS: &[&str] = &[
    "Shri Ganesh Society",
    "Mayur Colony",
    "Sai Darshan",
    "Anand Park",
    "Shivtirth Nagar",
    "Gulmohar Apartment",
    "Vanaz Corner",
    "Tulsi Residency",
    "Happy Colony",
    "Sukhsagar Chawl",
    "Laxmi Niwas",
    "Ideal Colony",
    "Rahul Nagar",
    "Dahanukar Colony",
    "Ambedkar Vasti",
    "Suvarna Baug",
];

/// Why somebody comes for something new, in their own words.
pub(super) const COMPLAINTS: &[&str] = &[
    "Fever, 2 days",
    "Cough and cold",
    "Cough and fever, 4 days",
    "Body pain",
    "Headache",
    "Loose motions",
    "Stomach pain",
    "Back pain",
    "Knee pain",
    "Acidity",
    "Vomiting since morning",
    "Weakness",
    "Giddiness",
    "Skin rash, itching",
    "Throat pain",
    "Ear pain",
    "Burning while passing urine",
    "Breathless on climbing stairs",
    "Chest pain, left side",
    "Tingling in feet",
    "Swelling of feet",
    "Not sleeping well",
    "Irregular periods",
    "White discharge",
    "Cut on the hand",
    "Fall from two-wheeler",
    "Red eyes",
    "Toothache",
    "Hair fall",
    "Fitness certificate",
    "School certificate",
    "सर्दी, खोकला",
    "ताप, अंगदुखी",
    "पोटात दुखते",
    "बुखार, सिर दर्द",
    "कमर दर्द",
];

/// Why somebody is seen again.
pub(super) const REVIEWS: &[&str] = &[
    "Sugar review",
    "BP review",
    "Sugar, BP",
    "Thyroid review",
    "Same complaint, not better",
    "Better, for review",
    "Medicines finished",
    "Asthma review",
    "Antenatal check",
    "Wound dressing",
    "Weight check",
    "दवाई खत्म हो गई",
];

/// Reports that are shown.
pub(super) const REPORTS: &[&str] =
    &["Blood report", "Thyroid report", "Sugar report", "X-ray report", "Scan report", "ECG report", "Urine report"];

/// Vaccines that are given.
pub(super) const VACCINES: &[&str] = &[
    "BCG, OPV",
    "Pentavalent",
    "MR-1, JE-1 due",
    "DPT booster",
    "Typhoid vaccine",
    "Flu vaccine",
    "Tetanus, after a cut",
];

/// What harmed somebody, and how.
pub(super) const ALLERGENS: &[(&str, Option<&str>)] = &[
    ("Penicillin", Some("rash, face swelling")),
    ("Sulfa drugs", Some("rash")),
    ("Ibuprofen", Some("breathless")),
    ("Diclofenac", Some("itching")),
    ("Aspirin", None),
    ("Amoxicillin", Some("rash")),
    ("Ciprofloxacin", Some("itching")),
    ("Dust", Some("sneezing")),
    ("Groundnut", Some("lip swelling")),
    ("Prawns", Some("rash, vomiting")),
    ("Egg", None),
    ("Ranitidine", Some("giddiness")),
    ("Iodine contrast", Some("rash")),
    ("Tetracycline", None),
    ("Latex", Some("itching")),
];
