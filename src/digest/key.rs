//! Keys of what is published: the same edition for the same reader has the same keys, whenever it is made, so that a
//! corrected newsletter takes the place of the first one.

use jiff::civil::Date;
use xxhash_rust::xxh3::xxh3_128;

use crate::digest::DigestConfig;

/// Stands between the parts of a key; no name holds it.
const BETWEEN: &str = "\u{1}";

/// A UUID made of a name (version 8 of RFC 9562), as a URN.
pub(super) fn urn(kind: &str, name: &str) -> String {
    let hash = xxh3_128(format!("zhaibao{BETWEEN}{kind}{BETWEEN}{name}").as_bytes());
    let hash = (hash & !(0xf << 76) & !(0x3 << 62)) | (0x8 << 76) | (0x2 << 62);
    let hex = format!("{hash:032x}");
    let parts = [0..8, 8..12, 12..16, 16..20, 20..32].map(|range| &hex[range]);
    format!("urn:uuid:{}", parts.join("-"))
}

/// What tells this newsletter from others: its name and what its reader asked for.
pub(super) fn newsletter(config: &DigestConfig) -> String {
    let reader = &config.reader;
    let most = reader.max_stories.map(|most| most.to_string()).unwrap_or_default();
    [config.title.clone(), reader.topics.join(","), reader.places.join(","), most].join(BETWEEN)
}

/// What tells this edition of it from others: the date, else the records it is made of.
pub(super) fn edition<'a>(config: &DigestConfig, date: Option<Date>, ids: impl Iterator<Item = &'a str>) -> String {
    let date = date.map_or_else(|| ids.collect::<Vec<_>>().join(","), |date| date.to_string());
    [newsletter(config), date].join(BETWEEN)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn urns_are_uuids_and_differ_by_kind_and_name() {
        let urn_of = urn("article", "1");
        assert_eq!((urn_of.len(), &urn_of[23..24], &urn_of[0..9]), (45, "8", "urn:uuid:"));
        assert!(matches!(&urn_of[28..29], "8" | "9" | "a" | "b"), "{urn_of}");
        assert_ne!(urn_of, urn("article", "2"));
        assert_ne!(urn_of, urn("edition", "1"));
    }

    #[test]
    fn an_edition_is_the_same_whatever_it_holds_and_another_for_another_reader() {
        let day = Some(jiff::civil::date(2024, 3, 5));
        let config = DigestConfig::default();
        assert_eq!(edition(&config, day, ["a"].into_iter()), edition(&config, day, ["b"].into_iter()));
        assert_ne!(edition(&config, None, ["a"].into_iter()), edition(&config, None, ["b"].into_iter()));
        let mut other = DigestConfig::default();
        other.reader.topics.push("trade".into());
        assert_ne!(edition(&config, day, [].into_iter()), edition(&other, day, [].into_iter()));
    }
}
