//! IPTC Media Topic codes: their form, and those the IPTC took back.

/// Codes that are retired, with the code above them that took over.
const RETIRED: [(&str, &str); 9] = [
    ("20000211", "20000210"),
    ("20000212", "20000210"),
    ("20000215", "20000210"),
    ("20000216", "20000210"),
    ("20000261", "20000256"),
    ("20000342", "20000337"),
    ("20000601", "20000598"),
    ("20000603", "20000598"),
    ("20000604", "20000598"),
];

/// What is wrong with a code; an empty one is none, which is allowed.
pub(super) fn fault(iptc: &str) -> Option<String> {
    if iptc.is_empty() {
        return None;
    }
    let digits = iptc.strip_prefix("medtop:").filter(|d| d.len() == 8 && d.bytes().all(|b| b.is_ascii_digit()));
    let Some(digits) = digits else {
        return Some(format!("expected a code such as medtop:20000373, found {iptc}"));
    };
    let &(_, instead) = RETIRED.iter().find(|(code, _)| *code == digits)?;
    Some(format!("{iptc} is retired; write medtop:{instead}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn retired_and_malformed_codes_are_refused() {
        assert_eq!(fault(""), None);
        assert_eq!(fault("medtop:20000598"), None);
        assert_eq!(fault("medtop:20000601").as_deref(), Some("medtop:20000601 is retired; write medtop:20000598"));
        assert!(fault("20000598").is_some_and(|fault| fault.starts_with("expected a code")));
    }
}
