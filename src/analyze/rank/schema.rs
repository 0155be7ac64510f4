//! The features a stage knows, by number, name and group.

/// The features of a stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::analyze) struct Schema {
    /// Names by number; the first is 1 for every candidate.
    pub(in crate::analyze) names: &'static [&'static str],
    /// Names of groups, each with the number of its first feature, ascending.
    pub(in crate::analyze) groups: &'static [(&'static str, usize)],
}

impl Schema {
    /// How many features.
    pub(in crate::analyze) const fn len(&self) -> usize {
        self.names.len()
    }

    /// The number of the feature with this name.
    pub(in crate::analyze) fn number(&self, name: &str) -> Option<usize> {
        self.names.iter().position(|&known| known == name)
    }

    /// The features of a group; none where the group is unknown.
    pub(in crate::analyze) fn group(&self, name: &str) -> std::ops::Range<usize> {
        let Some(nth) = self.groups.iter().position(|&(group, _)| group == name) else { return 0..0 };
        self.groups[nth].1..self.groups.get(nth + 1).map_or(self.len(), |&(_, first)| first)
    }
}

/// Declares the features of a model: a constant with its number for each, and `NAMES` in their order.
macro_rules! features {
    ($($(#[$doc:meta])* $constant:ident = $name:literal;)*) => {
        #[allow(dead_code, non_camel_case_types, clippy::upper_case_acronyms)] // the variants only count the constants
        enum Number { $($constant),* }
        $($(#[$doc])* #[allow(dead_code)] pub(super) const $constant: usize = Number::$constant as usize;)*
        /// The names of the features by number.
        pub(super) const NAMES: [&str; [$($name),*].len()] = [$($name),*];
    };
}
pub(in crate::analyze) use features;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_group_ends_where_the_next_begins() {
        let schema = Schema { names: &["base", "title", "lead", "length"], groups: &[("base", 0), ("place", 1), ("form", 3)] };
        assert_eq!((schema.group("place"), schema.group("form"), schema.group("none")), (1..3, 3..4, 0..0));
        assert_eq!((schema.number("lead"), schema.number("tail")), (Some(2), None));
    }
}
