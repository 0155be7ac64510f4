//! The registry of the topics that ship: a topic is a file in `seeds/` and a row here.

macro_rules! seeds {
    ($($id:literal),* $(,)?) => {
        /// Name and content of every shipped seed file, in the order of the taxonomy.
        pub(super) const SEEDS: &[(&str, &str)] =
            &[$((concat!("seeds/", $id, ".toml"), include_str!(concat!("../../../seeds/", $id, ".toml")))),*];
    };
}

seeds![
    "politics",
    "region",
    "trade",
    "defense",
    "diplomacy",
    "economy",
    "finance",
    "property",
    "agriculture",
    "technology",
    "environment",
    "energy",
    "transport",
    "education",
    "health",
    "law",
    "emergency",
    "society",
    "culture",
    "entertainment",
    "sports",
    "lifestyle",
    "notice",
];

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    #[test]
    fn every_seed_file_is_listed_and_every_listed_file_is_there() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds");
        let mut there: Vec<String> = std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| format!("seeds/{}", entry.unwrap().file_name().to_string_lossy()))
            .collect();
        let mut listed: Vec<String> = SEEDS.iter().map(|&(name, _)| name.to_owned()).collect();
        there.sort();
        listed.sort();
        assert_eq!(listed, there);
    }
}
