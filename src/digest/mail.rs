//! The e-mail: plain text and HTML as alternatives (RFC 2046), heads of RFC 5322, 2047 and 8058.
//!
//! All heads are set here; nothing is asked of a clock, a host or a random number, so the same edition is the same
//! message. It is a draft: who receives it, and the link by which one of them unsubscribes, is the sender's to fill in.

use jiff::civil::Date;
use mail_builder::{
    headers::{HeaderType, address::Address, content_type::ContentType, raw::Raw, text::Text, url::URL},
    mime::{BodyPart, MimePart},
};

use crate::{
    digest::{MailConfig, calendar, config::PLACEHOLDER, key, plain},
    error::{Error, Result},
};

/// Receivers of a message that names none.
const NOBODY: &str = "undisclosed-recipients:;";

/// An address with the name of its holder.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Mailbox {
    name: Option<String>,
    address: String,
}

/// Everything a message holds besides its addresses.
pub(super) struct Message<'a> {
    pub(super) title: &'a str,
    pub(super) subject: &'a str,
    pub(super) date: Option<Date>,
    /// What tells the edition from others.
    pub(super) edition: &'a str,
    pub(super) text: &'a str,
    pub(super) html: &'a str,
}

/// The bytes of the message.
pub(super) fn mail(message: &Message<'_>, config: &MailConfig) -> Result<Vec<u8>> {
    let mut from = mailbox(&config.from)?;
    from.name.get_or_insert_with(|| message.title.to_owned());
    let domain = from.address.rsplit('@').next().unwrap_or(PLACEHOLDER).to_owned();
    let urn = key::urn("edition", message.edition);
    let id = urn.rsplit(':').next().unwrap_or_default();
    let to: Vec<Mailbox> = config.to.iter().map(|to| mailbox(to)).collect::<Result<_>>()?;

    let part = |kind: &str, content: &str| {
        MimePart::new(
            ContentType::new(kind.to_owned()).attribute("charset", "utf-8"),
            BodyPart::Text(content.replace('\n', "\r\n").into()),
        )
        .header("Content-Language", Raw::new("zh-CN"))
    };
    // `=_` cannot stand in quoted-printable or base64, so no part can hold the boundary.
    let kind = ContentType::new("multipart/alternative").attribute("boundary", format!("=_zhaibao_{id}"));
    let parts = vec![part("text/plain", message.text), part("text/html", message.html)];
    let mut whole = MimePart::new(kind, BodyPart::Multipart(parts));
    let mut heads: Vec<(&str, HeaderType<'_>)> = vec![("From", from.head().into())];
    heads.push(if to.is_empty() {
        ("To", Raw::new(NOBODY).into())
    } else {
        ("To", Address::new_list(to.iter().map(Mailbox::head).collect()).into())
    });
    heads.push(("Subject", Text::new(message.subject).into()));
    heads.extend(message.date.map(|date| ("Date", Raw::new(calendar::mail(date)).into())));
    heads.push(("Message-ID", Raw::new(format!("<{id}@{domain}>")).into()));
    heads.push(("MIME-Version", Raw::new("1.0").into()));
    heads.push(("List-ID", list_id(message.title, &domain)));
    heads.extend(unsubscribe(config)?);
    let heads = heads.into_iter().map(|(name, value)| (name.into(), value));
    whole.headers.splice(0..0, heads);
    let mut bytes = Vec::new();
    whole.write_part(&mut bytes);
    Ok(bytes)
}

/// `摘报 <digest.example.org>`: by it mail programs sort a newsletter away.
fn list_id(title: &str, domain: &str) -> HeaderType<'static> {
    let name = if title.is_ascii() { title.replace(['<', '>', '"', '\\'], "") } else { "zhaibao".to_owned() };
    Raw::new(format!("{name} <digest.{domain}>")).into()
}

/// `List-Unsubscribe`, and with an HTTPS address `List-Unsubscribe-Post`, which makes it one click. Without an address
/// a placeholder stands there that nobody can mistake for a real one.
fn unsubscribe(config: &MailConfig) -> Result<Vec<(&'static str, HeaderType<'static>)>> {
    let mut urls = Vec::new();
    match (&config.unsubscribe, &config.unsubscribe_mail) {
        (None, None) => {
            urls.push(format!("https://{PLACEHOLDER}/unsubscribe/RECIPIENT"));
            urls.push(format!("mailto:unsubscribe@{PLACEHOLDER}?subject=unsubscribe"));
        }
        (web, mail) => {
            urls.extend(web.as_deref().map(address_of_web).transpose()?);
            let mail = mail.as_deref().map(mailbox).transpose()?;
            urls.extend(mail.map(|mail| format!("mailto:{}?subject=unsubscribe", mail.address)));
        }
    }
    let is_one_click = urls[0].starts_with("https://");
    let mut heads = vec![("List-Unsubscribe", URL::new_list(urls.into_iter()).into())];
    if is_one_click {
        heads.push(("List-Unsubscribe-Post", Raw::new("List-Unsubscribe=One-Click").into()));
    }
    Ok(heads)
}

/// A web address that can stand in a head and in a link: HTTPS, no blank, no bracket, no quote.
pub(super) fn address_of_web(url: &str) -> Result<String> {
    let is_clean = url.bytes().all(|byte| byte.is_ascii_graphic() && !matches!(byte, b'<' | b'>' | b'"' | b'\\'));
    if is_clean && url.strip_prefix("https://").is_some_and(|rest| !rest.is_empty() && !rest.starts_with('/')) {
        Ok(url.to_owned())
    } else {
        Err(Error::settings(format!("`{url}` is no https:// address")))
    }
}

/// `NAME <ADDRESS>` or `ADDRESS`.
fn mailbox(text: &str) -> Result<Mailbox> {
    let wrong = || Error::settings(format!("`{}` is no mail address; write NAME <USER@HOST> or USER@HOST", text.escape_debug()));
    let (name, address) = match text.trim().strip_suffix('>') {
        Some(rest) => rest.rsplit_once('<').ok_or_else(wrong)?,
        None => ("", text.trim()),
    };
    let (user, host) = address.split_once('@').ok_or_else(wrong)?;
    let is_word = |word: &str, marks: &str| {
        !word.is_empty() && word.chars().all(|c| c.is_ascii_alphanumeric() || marks.contains(c)) && !word.starts_with('.')
    };
    if !is_word(user, ".!#$%&'*+-/=?^_`{|}~") || !is_word(host, ".-") || text.chars().any(char::is_control) {
        return Err(wrong());
    }
    let name = plain::line(name.trim().trim_matches('"'), usize::MAX);
    Ok(Mailbox { name: (!name.is_empty()).then_some(name), address: address.to_owned() })
}

impl Mailbox {
    fn head(&self) -> Address<'static> {
        Address::new_address(self.name.clone(), self.address.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(subject: &str) -> Message<'_> {
        let date = Some(jiff::civil::date(2024, 3, 5));
        Message { title: "摘报", subject, date, edition: "e", text: "正文\n", html: "<p>正文</p>\n" }
    }

    fn heads(message: &Message<'_>, config: &MailConfig) -> String {
        let bytes = String::from_utf8(mail(message, config).unwrap()).unwrap();
        bytes.split("\r\n\r\n").next().unwrap().replace("\r\n ", " ")
    }

    #[test]
    fn a_draft_has_every_head_and_says_what_is_a_placeholder() {
        let heads = heads(&message("今日要闻"), &MailConfig::default());
        for head in [
            "From: =?utf-8?B?5pGY5oql?= <digest@example.invalid>",
            "To: undisclosed-recipients:;",
            "Subject: =?utf-8?B?5LuK5pel6KaB6Ze7?=",
            "Date: Tue, 05 Mar 2024 06:00:00 +0800",
            "Message-ID: <",
            "MIME-Version: 1.0",
            "List-ID: zhaibao <digest.example.invalid>",
            "List-Unsubscribe: <https://example.invalid/unsubscribe/RECIPIENT>, <mailto:unsubscribe@example.invalid?subject=unsubscribe>",
            "List-Unsubscribe-Post: List-Unsubscribe=One-Click",
            "Content-Type: multipart/alternative; boundary=\"=_zhaibao_",
        ] {
            assert!(heads.contains(head), "{head} in\n{heads}");
        }
        assert!(!MailConfig::default().is_addressed());
    }

    #[test]
    fn real_addresses_take_the_place_of_the_placeholders() {
        let config = MailConfig {
            from: "东湖早读 <morning@news.example.org>".into(),
            to: vec!["a@example.org".into(), "乙 <b@example.org>".into()],
            unsubscribe: None,
            unsubscribe_mail: Some("leave@example.org".into()),
        };
        let heads = heads(&message("x"), &config);
        assert!(!heads.contains("invalid") && !heads.contains("List-Unsubscribe-Post"), "{heads}");
        assert!(heads.contains("List-Unsubscribe: <mailto:leave@example.org?subject=unsubscribe>"), "{heads}");
        assert!(heads.contains("@news.example.org>") && heads.contains("<a@example.org>, "), "{heads}");
        assert!(config.is_addressed());
    }

    #[test]
    fn addresses_that_are_none_are_refused() {
        for text in ["", "nobody", "a@", "@b", "a b@c", "a@b\r\nBcc: x@y", "n\n<a@b>", "<a@b", "a@b>c@d"] {
            assert!(mailbox(text).is_err(), "{text:?}");
        }
        for url in
            ["http://a.example", "https://", "https:///x", "https://a b", "https://a\r\nX: y", "https://a>", "javascript:1"]
        {
            assert!(address_of_web(url).is_err(), "{url:?}");
        }
    }

    #[test]
    fn every_line_is_short_and_ends_with_both_marks() {
        let long = "字".repeat(5000);
        let bytes = mail(&Message { text: &long, html: &long, ..message(&long) }, &MailConfig::default()).unwrap();
        let text = String::from_utf8(bytes).unwrap();
        assert!(text.is_ascii() && !text.replace("\r\n", "").contains(['\r', '\n']));
        assert!(text.split("\r\n").all(|line| line.len() <= 78), "a line is longer than RFC 5322 advises");
    }
}
