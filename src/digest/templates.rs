//! The templates: those that ship, those a user puts in their place, and how each form is escaped.
//!
//! A template sees values, never text of a page as its own source; so `{{ }}` in a headline is a headline.

use std::{borrow::Cow, fmt::Write};

use minijinja::{
    AutoEscape, Environment, UndefinedBehavior,
    syntax::SyntaxConfig,
    value::{Serde, Value},
};

use crate::{
    digest::{plain, view::View},
    error::{Error, Result},
};

/// A template by its file name.
const SHIPPED: [(&str, &str); 4] = [
    (MJML, include_str!("data/digest.mjml")),
    (TEXT, include_str!("data/digest.txt")),
    (MARKDOWN, include_str!("data/digest.md")),
    (ENTRY, include_str!("data/entry.html")),
];

/// The page, in MJML.
pub(super) const MJML: &str = "digest.mjml";
/// The plain text.
pub(super) const TEXT: &str = "digest.txt";
/// The Markdown.
pub(super) const MARKDOWN: &str = "digest.md";
/// The body of one feed entry, in HTML.
pub(super) const ENTRY: &str = "entry.html";

/// Escaping for Markdown, by the name minijinja knows it.
const AS_MARKDOWN: &str = "markdown";

/// The templates of a newsletter, ready to be filled.
#[derive(Debug)]
pub struct Templates {
    environment: Environment<'static>,
}

impl Templates {
    /// The names of the templates, which are the file names a user gives to others.
    pub fn names() -> impl Iterator<Item = &'static str> {
        SHIPPED.into_iter().map(|(name, _)| name)
    }

    /// The templates that ship.
    ///
    /// # Errors
    /// A settings error if one does not parse.
    pub fn shipped() -> Result<Self> {
        Self::overlaid([])
    }

    /// The templates that ship, with others, by name, in their place. Any template may be one's own, and one's own may
    /// include further ones.
    ///
    /// # Errors
    /// A settings error if one does not parse.
    pub fn overlaid(others: impl IntoIterator<Item = (String, String)>) -> Result<Self> {
        let mut environment = Environment::new();
        let syntax = SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).keep_trailing_newline(true).build();
        environment.set_syntax(syntax.map_err(|error| broken("templates", &error))?);
        environment.set_undefined_behavior(UndefinedBehavior::SemiStrict); // a misspelt name is an error, not a blank
        environment.set_auto_escape_callback(|name| match name.rsplit('.').next() {
            Some("mjml" | "html") => AutoEscape::Html,
            Some("md") => AutoEscape::Custom(AS_MARKDOWN.into()),
            _ => AutoEscape::None,
        });
        environment.set_formatter(|out, state, value| {
            if value.is_undefined() {
                return Err(minijinja::Error::from(minijinja::ErrorKind::UndefinedError));
            }
            if value.is_none() {
                return Ok(());
            }
            let text = value.to_string();
            let text = match state.auto_escape() {
                _ if value.is_safe() => Cow::Borrowed(text.as_str()),
                AutoEscape::Html => Cow::Owned(html(&text)),
                AutoEscape::Custom(form) if form == AS_MARKDOWN => Cow::Owned(markdown(&text)),
                _ => Cow::Borrowed(text.as_str()),
            };
            out.write_str(&text).map_err(|_| minijinja::Error::from(minijinja::ErrorKind::WriteFailure))
        });
        environment.add_filter("unbroken", |text: String| Value::from_safe_string(unbroken(&text)));
        for (name, source) in SHIPPED {
            environment.add_template(name, source).map_err(|error| broken(name, &error))?;
        }
        for (name, source) in others {
            environment.add_template_owned(name.clone(), source).map_err(|error| broken(&name, &error))?;
        }
        Ok(Self { environment })
    }

    /// Fills the template `name` with the newsletter.
    pub(super) fn print(&self, name: &str, view: &View) -> Result<String> {
        self.fill(name, &Serde(view).into())
    }

    /// Fills the template `name` with any value.
    pub(super) fn fill(&self, name: &str, value: &Value) -> Result<String> {
        let printed = self.environment.get_template(name).and_then(|template| template.render(value));
        printed.map_err(|error| broken(name, &error))
    }
}

/// What is wrong with a template, with its line where it is known.
fn broken(name: &str, error: &minijinja::Error) -> Error {
    let line = error.line().map_or(String::new(), |line| format!(":{line}"));
    Error::settings(format!("template {}{line}: {error}", error.name().unwrap_or(name)))
}

/// Text for HTML and XML, in elements and in quoted attributes. Braces and percent marks are written as numbers too,
/// since many mailers fill templates of their own into what they send.
pub(super) fn html(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '{' => out.push_str("&#123;"),
            '}' => out.push_str("&#125;"),
            _ => out.push(c),
        }
    }
    out
}

/// Text for Markdown: what could be markup, in CommonMark or its common extensions, is written as a character reference.
pub(super) fn markdown(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            '&' | '<' | '>' | '{' | '}' | '\\' | '`' | '*' | '_' | '[' | ']' | '#' | '|' | '~' | '$' | '^' | '=' | '+' | '-'
            | '@' | '!' => {
                let _ = write!(out, "&#{};", u32::from(c));
            }
            _ => out.push(c),
        }
    }
    out
}

/// Units that stay on the line of their number.
const UNITS: &str = "年月日时分秒个名人次家元万亿千百十吨米米里公顷亩平方立度℃％%号版届期岁倍点台架艘辆条项件所座户天周例种";
/// Most characters of a unit: `亿元`, `万平方米`.
const UNIT: usize = 4;
/// Most characters of a title that is kept on one line.
const TITLE: usize = 9;

/// Text for HTML in which a number keeps its unit, and a short title in 《》 its marks, on one line.
fn unbroken(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len() * 2);
    let mut from = 0;
    while from < chars.len() {
        let to = together(&chars, from);
        let piece: String = chars[from..to].iter().collect();
        if to - from > 1 {
            let _ = write!(out, "<span style=\"white-space:nowrap\">{}</span>", html(&piece));
        } else {
            out.push_str(&html(&piece));
        }
        from = to;
    }
    out
}

/// The end of the characters from `from` that belong on one line.
fn together(chars: &[char], from: usize) -> usize {
    let run = |from: usize, most: usize, is_of: &dyn Fn(char) -> bool| {
        chars[from..].iter().take(most).take_while(|&&c| is_of(c)).count()
    };
    if chars[from] == '《' {
        let title = run(from + 1, TITLE, &|c| c != '》');
        let end = from + 1 + title;
        return if chars.get(end) == Some(&'》') { end + 1 } else { from + 1 };
    }
    if !chars[from].is_ascii_digit() {
        return from + 1;
    }
    let mut end = from;
    loop {
        let digits = run(end, chars.len(), &plain::is_numeral);
        let unit = run(end + digits, UNIT, &|c| UNITS.contains(c));
        if unit == 0 {
            // A bare number does not break anyway.
            return end.max(from + 1);
        }
        end += digits + unit;
        // A date goes on: `12月1日`.
        let is_date = matches!(chars[end - 1], '年' | '月') && chars.get(end).is_some_and(char::is_ascii_digit);
        if !is_date {
            return end;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_keep_their_units_and_short_titles_their_marks() {
        let join = |text: &str| unbroken(text).replace("<span style=\"white-space:nowrap\">", "[").replace("</span>", "]");
        let rows = [
            ("完成52.7亿元，同比增长9.3%。", "完成[52.7亿元]，同比增长9.3%。"),
            ("12月1日，《诗经》与<b>", "[12月1日]，[《诗经》]与&lt;b&gt;"),
            ("《一部名字长得不能放在一行里的书》", "《一部名字长得不能放在一行里的书》"),
            ("没有数字", "没有数字"),
            ("《没有完", "《没有完"),
        ];
        for (text, expected) in rows {
            assert_eq!(join(text), expected);
        }
    }

    #[test]
    fn every_template_parses_and_a_misspelt_name_is_told() {
        Templates::shipped().unwrap();
        let broken = Templates::overlaid([(TEXT.to_owned(), "一\n{{ titel }}".to_owned())]).unwrap();
        let error = broken.fill(TEXT, &Serde(()).into()).unwrap_err().to_string();
        assert!(error.contains("digest.txt:2"), "{error}");
        let error = Templates::overlaid([(MJML.to_owned(), "{% if %}".to_owned())]).unwrap_err().to_string();
        assert!(error.contains("digest.mjml:1"), "{error}");
    }

    #[test]
    fn markdown_is_text() {
        assert_eq!(markdown("# *题* <b>"), "&#35; &#42;题&#42; &#60;b&#62;");
    }
}
