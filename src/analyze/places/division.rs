//! A division and the forms it is called by, as lines of the shipped list.

/// How far down a division stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Level {
    /// 省, 自治区, 直辖市, 特别行政区.
    Province,
    /// 地级市, 地区, 盟, 自治州.
    City,
    /// 县, 县级市, 市辖区, 旗.
    County,
    /// 乡, 镇, 街道.
    Town,
}

/// What must be known before a form may mean a division.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Form {
    /// The full name: nothing.
    Full,
    /// A short form that is no other word (`江门`): nothing; for a county-level city, nothing that speaks against it.
    Clear,
    /// A short form of a county or district, or one that several divisions share (`朝阳`): the division right above it,
    /// or its full name, stands in the text.
    Weak,
    /// A short form that is a word of its own (`和平`, `资源`): its full name stands in the text.
    Word,
}

impl Form {
    /// The mark before a short form in the list.
    pub(super) const fn mark(self) -> &'static str {
        match self {
            Self::Full | Self::Clear => "",
            Self::Weak => "?",
            Self::Word => "!",
        }
    }
}

/// One line of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Division {
    /// Two, four, six or nine digits.
    pub code: String,
    /// Full name.
    pub name: String,
    /// Short form and how certain it is.
    pub short: Option<(String, Form)>,
}

impl Division {
    /// Reads `code⇥name[⇥[?!]short]`.
    pub(super) fn parse(line: &str) -> Option<Self> {
        let mut fields = line.split('\t');
        let (code, name) = (fields.next()?.to_owned(), fields.next()?.to_owned());
        let short = fields.next().map(|short| match short.as_bytes().first() {
            Some(b'?') => (short[1..].to_owned(), Form::Weak),
            Some(b'!') => (short[1..].to_owned(), Form::Word),
            _ => (short.to_owned(), Form::Clear),
        });
        let known = code.bytes().all(|b| b.is_ascii_digit()) && matches!(code.len(), 2 | 4 | 6 | 9) && !name.is_empty();
        known.then_some(Self { code, name, short })
    }

    /// The line [`Division::parse`] reads.
    pub(super) fn to_line(&self) -> String {
        match &self.short {
            Some((short, form)) => format!("{}\t{}\t{}{short}", self.code, self.name, form.mark()),
            None => format!("{}\t{}", self.code, self.name),
        }
    }

    /// How far down it stands.
    pub(super) fn level(&self) -> Level {
        match self.code.len() {
            2 => Level::Province,
            4 => Level::City,
            6 => Level::County,
            _ => Level::Town,
        }
    }

    /// The code as records write it: six digits, nine for towns.
    pub(super) fn full_code(&self) -> String {
        format!("{:0<6}", self.code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_read_and_written() {
        for (line, full_code, level, form) in [
            ("44\t广东省\t广东", "440000", Level::Province, Some(Form::Clear)),
            ("4407\t江门市\t江门", "440700", Level::City, Some(Form::Clear)),
            ("110105\t朝阳区\t?朝阳", "110105", Level::County, Some(Form::Weak)),
            ("450329\t资源县\t!资源", "450329", Level::County, Some(Form::Word)),
            ("440703101\t棠下镇", "440703101", Level::Town, None),
        ] {
            let division = Division::parse(line).unwrap();
            assert_eq!(division.to_line(), line);
            assert_eq!((division.full_code().as_str(), division.level()), (full_code, level));
            assert_eq!(division.short.map(|(_, form)| form), form);
        }
        for line in ["", "44", "x1\t省", "123\t省"] {
            assert_eq!(Division::parse(line), None);
        }
    }
}
