//! The characters of a term as 64 bits: what shares no bit shares no character.

/// The characters of `term`, each a bit.
pub(super) fn letters(term: &str) -> u64 {
    term.chars().fold(0, |bits, c| bits | 1 << (u32::from(c).wrapping_mul(0x9E37_79B9) >> 26))
}

#[cfg(test)]
mod tests {
    use super::letters;

    #[test]
    fn a_part_has_no_bit_that_the_whole_has_not() {
        let (whole, part) = (letters("消防救援能力"), letters("救援"));
        assert_eq!(part & !whole, 0);
        assert_ne!(letters("港口") & !whole, 0);
        assert_eq!(letters(""), 0);
    }
}
