//! How a newsletter is made up: its name, the order of its sections, how much it holds, whom it is for and from.

/// How a newsletter is made up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DigestConfig {
    /// Its name, in the head of the page.
    pub title: String,
    /// Topic ids in the order of the sections; topics that are not named here follow, by id.
    pub order: Vec<String>,
    /// What this reader wants of the edition.
    pub reader: Reader,
    /// Stories at the top, before the sections.
    pub top: usize,
    /// Most stories with a summary in one section.
    pub per_section: usize,
    /// Most stories with a summary in all sections; each section shows its best one before any shows a second.
    pub full: usize,
    /// Most further stories of one section that are named by headline alone.
    pub headlines: usize,
    /// Most sentences of one summary.
    pub sentences: usize,
    /// Most keywords of one story.
    pub keywords: usize,
    /// Most bytes of the HTML: sections are shortened until it fits. Gmail cuts a message off at about 102 KB.
    pub max_bytes: usize,
    /// Address of the newsletter on the web, where it has one.
    pub home: Option<String>,
    /// Heads of the e-mail.
    pub mail: MailConfig,
}

/// A reader's own edition: empty lists and no number mean everything.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reader {
    /// Topic ids; a story belongs if any of its topics is named.
    pub topics: Vec<String>,
    /// Their Chinese names, for the head of the page.
    pub topic_names: Vec<String>,
    /// Administrative codes; a story belongs if a place it is about lies in one of these divisions.
    pub places: Vec<String>,
    /// What the reader calls them, for the head of the page.
    pub place_names: Vec<String>,
    /// Most stories in all.
    pub max_stories: Option<usize>,
}

/// Heads of the e-mail. Addresses are placeholders until somebody names real ones: the program writes a draft and
/// leaves sending, and the link by which one reader unsubscribes, to others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailConfig {
    /// Sender: `NAME <ADDRESS>` or an address.
    pub from: String,
    /// Receivers; none is a draft for a list.
    pub to: Vec<String>,
    /// `List-Unsubscribe` by HTTPS, answered by one click (RFC 8058).
    pub unsubscribe: Option<String>,
    /// `List-Unsubscribe` by mail.
    pub unsubscribe_mail: Option<String>,
}

/// Domain of the placeholders: reserved, so that nobody ever gets mail for it (RFC 2606).
pub(super) const PLACEHOLDER: &str = "example.invalid";

impl MailConfig {
    /// Whether sender and receivers are real enough for the message to be sent.
    pub fn is_addressed(&self) -> bool {
        !self.from.contains(PLACEHOLDER) && !self.to.is_empty()
    }
}

impl Default for MailConfig {
    fn default() -> Self {
        Self { from: format!("digest@{PLACEHOLDER}"), to: Vec::new(), unsubscribe: None, unsubscribe_mail: None }
    }
}

/// An editor's order of sections: the state first, then money, then life.
const ORDER: [&str; 22] = [
    "politics",
    "diplomacy",
    "defense",
    "region",
    "economy",
    "trade",
    "finance",
    "property",
    "agriculture",
    "energy",
    "transport",
    "technology",
    "environment",
    "emergency",
    "law",
    "education",
    "health",
    "society",
    "culture",
    "entertainment",
    "sports",
    "lifestyle",
];

impl Default for DigestConfig {
    fn default() -> Self {
        Self {
            title: "摘报".to_owned(),
            order: ORDER.map(str::to_owned).to_vec(),
            reader: Reader::default(),
            top: 5,
            per_section: 4,
            full: 32,
            headlines: 6,
            sentences: 2,
            keywords: 5,
            max_bytes: 90_000,
            home: None,
            mail: MailConfig::default(),
        }
    }
}
