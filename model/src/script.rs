//! Names in Indic scripts, written in Latin letters as people in India write them.

/// The blocks from Devanagari to Malayalam are laid out alike (after ISCII), 128 code points each.
const FIRST: u32 = 0x0900;
const LAST: u32 = 0x0D7F;
/// From Odia on, southwards, the unwritten "a" is always spoken.
const SPOKEN_OUT: u32 = 0x0B00;

/// Whether the character belongs to one of the scripts that [`to_latin`] reads.
pub(crate) fn is_indic(c: char) -> bool {
    (FIRST..=LAST).contains(&u32::from(c))
}

/// A consonant with what follows it, or a vowel alone.
struct Syllable {
    onset: &'static str,
    vowel: Vowel,
    nasal: bool,
}

#[derive(PartialEq)]
enum Vowel {
    /// Silenced by a virama: joined to the next consonant.
    None,
    /// The "a" that is not written and not always spoken.
    Unwritten,
    Written(&'static str),
}

/// One word in lower-case Latin letters, without marks: सुनीता is `sunita`, कुलकर्णी `kulkarni`.
///
/// Vowel length is lost, as it is in usual spellings. The unwritten "a" is left out where Hindi and Marathi
/// do not speak it: at the end, except behind a cluster that needs it (चन्द्र `chandra`), and between two
/// open syllables (राजकुमार `rajkumar`).
pub(crate) fn to_latin(word: &[char]) -> String {
    let mut syllables: Vec<Syllable> = Vec::with_capacity(word.len());
    for &c in word {
        read(c, &mut syllables);
    }
    if word.first().is_some_and(|c| u32::from(*c) < SPOKEN_OUT) {
        silence(&mut syllables);
    }
    write(&syllables)
}

fn read(c: char, syllables: &mut Vec<Syllable>) {
    let (block, at) = (u32::from(c) & !0x7F, u32::from(c) & 0x7F);
    let last = syllables.last_mut();
    let (onset, vowel) = match (block, at, last) {
        // Letters that one script has at a place of its own.
        (0x0D00, 0x7A | 0x7B, _) => ("n", Vowel::None),
        (0x0D00, 0x7C, _) => ("r", Vowel::None),
        (0x0D00, 0x7D | 0x7E, _) => ("l", Vowel::None),
        (0x0D00, 0x7F, _) => ("k", Vowel::None),
        (0x0B80, 0x1A, _) => ("s", Vowel::Unwritten),
        (0x0980, 0x4E, _) => ("t", Vowel::None),
        (0x0980, 0x70, _) => ("r", Vowel::Unwritten),
        (0x0980, 0x71, _) => ("v", Vowel::Unwritten),
        (0x0900, 0x72, _) => ("", Vowel::Written("a")),
        (_, 0x50, _) => ("", Vowel::Written("om")),
        (_, 0x01 | 0x02, Some(last)) | (0x0A00, 0x70, Some(last)) => return last.nasal = true,
        (_, 0x3C, Some(last)) => return last.onset = dotted(last.onset),
        (_, 0x4D, Some(last)) => return last.vowel = Vowel::None,
        // ज्ञ is one letter to those who write it, and spoken "gy".
        (_, 0x1E, Some(last)) if last.onset == "j" && last.vowel == Vowel::None => {
            return *last = Syllable { onset: "gy", vowel: Vowel::Unwritten, nasal: false };
        }
        (_, _, last) => match (sign(at), vowel(at), consonant(at), last) {
            (Some(sign), _, _, Some(last)) if last.vowel == Vowel::Unwritten => {
                return last.vowel = Vowel::Written(sign);
            }
            (Some(vowel), ..) | (_, Some(vowel), ..) => ("", Vowel::Written(vowel)),
            (_, _, Some(onset), _) => (onset, Vowel::Unwritten),
            _ => return,
        },
    };
    syllables.push(Syllable { onset, vowel, nasal: false });
}

/// The consonant with a nukta, a dot for sounds of Persian and Arabic.
fn dotted(onset: &'static str) -> &'static str {
    match onset {
        "j" => "z",
        "ph" => "f",
        other => other,
    }
}

fn vowel(at: u32) -> Option<&'static str> {
    Some(match at {
        0x05 | 0x06 => "a",
        0x07 | 0x08 => "i",
        0x09 | 0x0A => "u",
        0x0B | 0x60 => "ri",
        0x0C | 0x61 => "li",
        0x0D..=0x0F => "e",
        0x10 => "ai",
        0x11..=0x13 => "o",
        0x14 => "au",
        _ => return None,
    })
}

fn sign(at: u32) -> Option<&'static str> {
    Some(match at {
        0x3E => "a",
        0x3F | 0x40 => "i",
        0x41 | 0x42 => "u",
        0x43 | 0x44 => "ri",
        0x45..=0x47 => "e",
        0x48 => "ai",
        0x49..=0x4B => "o",
        0x4C => "au",
        _ => return None,
    })
}

fn consonant(at: u32) -> Option<&'static str> {
    const LETTERS: [&str; 37] = [
        "k", "kh", "g", "gh", "n", "ch", "chh", "j", "jh", "n", "t", "th", "d", "dh", "n", "t", "th", "d", "dh", "n",
        "n", "p", "ph", "b", "bh", "m", "y", "r", "r", "l", "l", "l", "v", "sh", "sh", "s", "h",
    ];
    LETTERS.get(usize::try_from(at.checked_sub(0x15)?).ok()?).copied()
}

/// Takes out the unwritten vowels that are not spoken, from the end to the start.
fn silence(syllables: &mut [Syllable]) {
    let Some(last) = syllables.len().checked_sub(1) else { return };
    for i in (1..=last).rev() {
        let [.., before, this] = &syllables[..=i] else { return };
        if this.vowel != Vowel::Unwritten || this.nasal {
            continue;
        }
        let silent = if i == last {
            let heavy = before.vowel == Vowel::None && matches!(this.onset, "y" | "r" | "l" | "v" | "n" | "m");
            let alone = syllables[..i].iter().all(|s| s.vowel == Vowel::None);
            !heavy && !alone
        } else {
            let after = &syllables[i + 1];
            before.vowel != Vowel::None && !before.nasal && !after.onset.is_empty() && after.vowel != Vowel::None
        };
        if silent {
            syllables[i].vowel = Vowel::None;
        }
    }
}

fn write(syllables: &[Syllable]) -> String {
    let mut out = String::new();
    for (i, s) in syllables.iter().enumerate() {
        out.push_str(s.onset);
        match s.vowel {
            Vowel::None => {}
            Vowel::Unwritten => out.push('a'),
            Vowel::Written(v) => out.push_str(v),
        }
        if s.nasal {
            let next = syllables.get(i + 1).map_or("", |s| s.onset);
            out.push_str(match next.chars().next() {
                Some('p' | 'b' | 'm') => "m",
                // सिंह is Singh.
                Some('h') => "ng",
                _ => "n",
            });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn latin(word: &str) -> String {
        to_latin(&word.chars().collect::<Vec<_>>())
    }

    #[test]
    fn devanagari_is_written_as_people_write_it() {
        for (word, written) in [
            ("सुनीता", "sunita"),
            ("लक्ष्मी", "lakshmi"),
            ("श्रीनिवास", "shrinivas"),
            ("ज्ञानेश्वर", "gyaneshvar"),
            ("कुलकर्णी", "kulkarni"),
            ("देशमुख", "deshmukh"),
            ("राजकुमार", "rajkumar"),
            ("अमरनाथ", "amarnath"),
            ("गणपत", "ganpat"),
            ("चन्द्र", "chandra"),
            ("आनंद", "anand"),
            ("आदित्य", "aditya"),
            ("कृष्ण", "krishna"),
            ("वसन्त", "vasant"),
            ("संभाजी", "sambhaji"),
            ("प्रियंका", "priyanka"),
            ("सिंह", "singh"),
            ("मोहम्मद", "mohammad"),
            ("न", "na"),
        ] {
            assert_eq!(latin(word), written, "{word}");
        }
    }

    #[test]
    fn the_other_scripts_are_read_by_their_common_layout() {
        for (word, written) in [
            ("સુનીતા", "sunita"),
            ("সুনীতা", "sunita"),
            ("ਸੁਨੀਤਾ", "sunita"),
            ("சுனிதா", "sunita"),
            ("సునీత", "sunita"),
            ("ಸುನೀತಾ", "sunita"),
            ("സുനിത", "sunita"),
        ] {
            assert_eq!(latin(word), written, "{word}");
        }
    }
}
