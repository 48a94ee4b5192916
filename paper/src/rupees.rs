//! Amounts in words, in lakh and crore.

use model::money::Paise;

use crate::Tongue;

/// `Rupees one thousand four hundred seventy-three only`. An amount below zero is said without its sign.
pub fn in_words(amount: Paise, tongue: Tongue) -> String {
    let size = amount.0.unsigned_abs();
    let (rupees, paise) = (size / 100, size % 100);
    let (whole, part) = (number(rupees, tongue), number(paise, tongue));
    match (tongue, rupees, paise) {
        (Tongue::English, _, 0) => format!("Rupees {whole} only"),
        (Tongue::English, _, _) => format!("Rupees {whole} and {part} paise only"),
        (Tongue::Hindi, 1, 0) => "एक रुपया मात्र".to_owned(),
        (Tongue::Hindi, _, 0) => format!("{whole} रुपये मात्र"),
        (Tongue::Hindi, _, _) => format!("{whole} रुपये {part} पैसे मात्र"),
        (Tongue::Marathi, 1, 0) => "एक रुपया फक्त".to_owned(),
        (Tongue::Marathi, _, 0) => format!("{whole} रुपये फक्त"),
        (Tongue::Marathi, _, _) => format!("{whole} रुपये {part} पैसे फक्त"),
    }
}

fn number(n: u64, tongue: Tongue) -> String {
    if n == 0 {
        return below_hundred(0, tongue);
    }
    let [crore, lakh, thousand] = match tongue {
        Tongue::English => ["crore", "lakh", "thousand"],
        Tongue::Hindi => ["करोड़", "लाख", "हज़ार"],
        Tongue::Marathi => ["कोटी", "लाख", "हजार"],
    };
    let mut parts = Vec::new();
    for (count, name) in [(n / 10_000_000, crore), (n / 100_000 % 100, lakh), (n / 1_000 % 100, thousand)] {
        if count > 0 {
            parts.push(format!("{} {name}", number(count, tongue)));
        }
    }
    parts.extend(hundreds(n / 100 % 10, n % 100, tongue));
    if !n.is_multiple_of(100) {
        parts.push(below_hundred(n % 100, tongue));
    }
    parts.join(" ")
}

fn hundreds(count: u64, rest: u64, tongue: Tongue) -> Option<String> {
    let digit = below_hundred(count, tongue);
    match (tongue, count, rest) {
        (_, 0, _) => None,
        (Tongue::English, _, _) => Some(format!("{digit} hundred")),
        (Tongue::Hindi, _, _) => Some(format!("{digit} सौ")),
        (Tongue::Marathi, 1, 0) => Some("शंभर".to_owned()),
        (Tongue::Marathi, _, _) => Some(format!("{digit}शे")),
    }
}

fn below_hundred(n: u64, tongue: Tongue) -> String {
    let at = |list: &[&str], n: u64| {
        usize::try_from(n).ok().and_then(|n| list.get(n).copied()).unwrap_or_default().to_owned()
    };
    match tongue {
        Tongue::English if n < 20 => at(ENGLISH, n),
        Tongue::English if n.is_multiple_of(10) => at(ENGLISH_TENS, n / 10),
        Tongue::English => format!("{}-{}", at(ENGLISH_TENS, n / 10), at(ENGLISH, n % 10)),
        Tongue::Hindi => at(HINDI, n),
        Tongue::Marathi => at(MARATHI, n),
    }
}

const ENGLISH: &[&str] = &[
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];

const ENGLISH_TENS: &[&str] = &["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

#[rustfmt::skip]
const HINDI: &[&str] = &[
    "शून्य", "एक", "दो", "तीन", "चार", "पाँच", "छह", "सात", "आठ", "नौ",
    "दस", "ग्यारह", "बारह", "तेरह", "चौदह", "पंद्रह", "सोलह", "सत्रह", "अठारह", "उन्नीस",
    "बीस", "इक्कीस", "बाईस", "तेईस", "चौबीस", "पच्चीस", "छब्बीस", "सत्ताईस", "अट्ठाईस", "उनतीस",
    "तीस", "इकतीस", "बत्तीस", "तैंतीस", "चौंतीस", "पैंतीस", "छत्तीस", "सैंतीस", "अड़तीस", "उनतालीस",
    "चालीस", "इकतालीस", "बयालीस", "तैंतालीस", "चौवालीस", "पैंतालीस", "छियालीस", "सैंतालीस", "अड़तालीस", "उनचास",
    "पचास", "इक्यावन", "बावन", "तिरेपन", "चौवन", "पचपन", "छप्पन", "सत्तावन", "अट्ठावन", "उनसठ",
    "साठ", "इकसठ", "बासठ", "तिरेसठ", "चौंसठ", "पैंसठ", "छियासठ", "सड़सठ", "अड़सठ", "उनहत्तर",
    "सत्तर", "इकहत्तर", "बहत्तर", "तिहत्तर", "चौहत्तर", "पचहत्तर", "छिहत्तर", "सतहत्तर", "अठहत्तर", "उन्यासी",
    "अस्सी", "इक्यासी", "बयासी", "तिरासी", "चौरासी", "पचासी", "छियासी", "सत्तासी", "अट्ठासी", "नवासी",
    "नब्बे", "इक्यानवे", "बानवे", "तिरानवे", "चौरानवे", "पचानवे", "छियानवे", "सत्तानवे", "अट्ठानवे", "निन्यानवे",
];

#[rustfmt::skip]
const MARATHI: &[&str] = &[
    "शून्य", "एक", "दोन", "तीन", "चार", "पाच", "सहा", "सात", "आठ", "नऊ",
    "दहा", "अकरा", "बारा", "तेरा", "चौदा", "पंधरा", "सोळा", "सतरा", "अठरा", "एकोणीस",
    "वीस", "एकवीस", "बावीस", "तेवीस", "चोवीस", "पंचवीस", "सव्वीस", "सत्तावीस", "अठ्ठावीस", "एकोणतीस",
    "तीस", "एकतीस", "बत्तीस", "तेहेतीस", "चौतीस", "पस्तीस", "छत्तीस", "सदतीस", "अडतीस", "एकोणचाळीस",
    "चाळीस", "एक्केचाळीस", "बेचाळीस", "त्रेचाळीस", "चव्वेचाळीस", "पंचेचाळीस", "सेहेचाळीस", "सत्तेचाळीस", "अठ्ठेचाळीस", "एकोणपन्नास",
    "पन्नास", "एक्कावन्न", "बावन्न", "त्रेपन्न", "चोपन्न", "पंचावन्न", "छप्पन्न", "सत्तावन्न", "अठ्ठावन्न", "एकोणसाठ",
    "साठ", "एकसष्ट", "बासष्ट", "त्रेसष्ट", "चौसष्ट", "पासष्ट", "सहासष्ट", "सदुसष्ट", "अडुसष्ट", "एकोणसत्तर",
    "सत्तर", "एक्काहत्तर", "बाहत्तर", "त्र्याहत्तर", "चौऱ्याहत्तर", "पंच्याहत्तर", "शहात्तर", "सत्याहत्तर", "अठ्ठ्याहत्तर", "एकोणऐंशी",
    "ऐंशी", "एक्क्याऐंशी", "ब्याऐंशी", "त्र्याऐंशी", "चौऱ्याऐंशी", "पंच्याऐंशी", "शहाऐंशी", "सत्त्याऐंशी", "अठ्ठ्याऐंशी", "एकोणनव्वद",
    "नव्वद", "एक्क्याण्णव", "ब्याण्णव", "त्र्याण्णव", "चौऱ्याण्णव", "पंच्याण्णव", "शहाण्णव", "सत्त्याण्णव", "अठ्ठ्याण्णव", "नव्व्याण्णव",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_amount_is_said_in_lakh_and_crore() {
        for (paise, tongue, said) in [
            (147_300, Tongue::English, "Rupees one thousand four hundred seventy-three only"),
            (0, Tongue::English, "Rupees zero only"),
            (50, Tongue::English, "Rupees zero and fifty paise only"),
            (-30_020, Tongue::English, "Rupees three hundred and twenty paise only"),
            (12_408_000, Tongue::English, "Rupees one lakh twenty-four thousand eighty only"),
            (10_000_000_000, Tongue::English, "Rupees ten crore only"),
            (1_000_000_000_000, Tongue::English, "Rupees one thousand crore only"),
            (147_300, Tongue::Hindi, "एक हज़ार चार सौ तिहत्तर रुपये मात्र"),
            (100, Tongue::Hindi, "एक रुपया मात्र"),
            (12_408_050, Tongue::Hindi, "एक लाख चौबीस हज़ार अस्सी रुपये पचास पैसे मात्र"),
            (147_300, Tongue::Marathi, "एक हजार चारशे त्र्याहत्तर रुपये फक्त"),
            (10_000, Tongue::Marathi, "शंभर रुपये फक्त"),
            (34_000, Tongue::Marathi, "तीनशे चाळीस रुपये फक्त"),
            (10_100, Tongue::Marathi, "एकशे एक रुपये फक्त"),
            (2_500_000_000, Tongue::Marathi, "दोन कोटी पन्नास लाख रुपये फक्त"),
        ] {
            assert_eq!(in_words(Paise(paise), tongue), said);
        }
    }

    #[test]
    fn no_two_amounts_are_said_alike() {
        for tongue in Tongue::ALL {
            let mut seen = std::collections::HashSet::new();
            for rupees in (0..12_000).chain((100_000..30_000_000).step_by(4_999)) {
                let said = in_words(Paise::rupees(rupees), *tongue);
                assert!(!said.contains("  "), "{said}");
                assert!(seen.insert(said), "{tongue:?} {rupees}");
            }
        }
    }
}
