//! Traditional characters read as the simplified ones the models were learned from.

use std::sync::LazyLock;

/// The pairs: a traditional character, then its simplified form.
const PAIRS: &str = include_str!("data/simplified.txt");

/// By character of the basic plane: its simplified form; 0 where it is its own.
static FORMS: LazyLock<Box<[u16]>> = LazyLock::new(|| {
    let mut forms = vec![0; usize::from(u16::MAX) + 1].into_boxed_slice();
    for (traditional, simplified) in pairs() {
        if let (Some(form), Ok(simplified)) = (forms.get_mut(traditional as usize), u16::try_from(u32::from(simplified))) {
            *form = simplified;
        }
    }
    forms
});

/// All traditional characters that are not used in simplified text, each with its simplified form.
pub(crate) fn pairs() -> impl Iterator<Item = (char, char)> {
    PAIRS.lines().filter(|line| !line.starts_with('#')).filter_map(|line| {
        let mut chars = line.chars();
        chars.next().zip(chars.next())
    })
}

/// The simplified form of a character: `學` as `学`; others as they are.
pub(crate) fn simplified(c: char) -> char {
    match FORMS.get(c as usize) {
        Some(&form) if form != 0 => char::from_u32(u32::from(form)).unwrap_or(c),
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn traditional_text_is_read_as_simplified() {
        let read = |text: &str| text.chars().map(simplified).collect::<String>();
        assert_eq!(read("香港經濟發展，學生會後來說話。"), "香港经济发展，学生会后来说话。");
        // What simplified text uses too stays.
        assert_eq!(read("著名的乾隆皇后在这里"), "著名的乾隆皇后在这里");
        assert!(pairs().count() > 2000 && pairs().all(|(traditional, simplified)| traditional != simplified));
    }
}
