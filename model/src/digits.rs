//! Digits as people type them.

/// The text with the digits of the Indic scripts as 0-9; everything else stays.
///
/// On Indic keyboard layouts the number row may give ४५ for 45; both are accepted (ux.md, section 7).
pub(crate) fn latin(text: &str) -> String {
    text.chars().map(latin_digit).collect()
}

/// The blocks from Devanagari to Malayalam are laid out alike, 128 code points each, digits at 0x66.
fn latin_digit(c: char) -> char {
    let code = u32::from(c);
    match code {
        0x0900..=0x0D7F => match code & 0x7F {
            at @ 0x66..=0x6F => char::from_digit(at - 0x66, 10).unwrap_or(c),
            _ => c,
        },
        _ => c,
    }
}

/// Whether the text is one or more digits 0-9 and nothing else.
pub(crate) fn all(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

/// The text without the spaces and dashes that people put between groups of digits.
pub(crate) fn ungrouped(text: &str) -> String {
    latin(text).chars().filter(|c| !c.is_whitespace() && !matches!(c, '-' | '\u{2010}'..='\u{2014}')).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_of_indic_scripts_are_read() {
        assert_eq!(latin("४५y ২৭ ௪௫"), "45y 27 45");
        assert_eq!(ungrouped("९०000-00 142"), "9000000142");
        assert!(all("042"));
        assert!(!all(""));
        assert!(!all("4a"));
    }
}
