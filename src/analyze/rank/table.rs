//! The features of all candidates of one article.

/// Features as columns, candidates as rows; what was not set is zero.
///
/// A column lies in one piece, so that a model goes over all candidates feature by feature, many at a time, and every
/// sum still runs in the order of the features.
#[derive(Debug, Clone, Default, PartialEq)]
pub(in crate::analyze) struct Table {
    rows: usize,
    features: usize,
    values: Vec<f32>,
}

impl Table {
    /// All zero, for `rows` candidates of `features` features each.
    pub(in crate::analyze) fn new(features: usize, rows: usize) -> Self {
        let mut table = Self::default();
        table.reset(features, rows);
        table
    }

    /// The table of candidates given one by one, as the features that are not zero.
    #[cfg(test)]
    pub(in crate::analyze) fn of(features: usize, rows: &[Vec<(usize, f32)>]) -> Self {
        let mut table = Self::new(features, rows.len());
        for (row, candidate) in rows.iter().enumerate() {
            for &(feature, value) in candidate {
                table.set(row, feature, value);
            }
        }
        table
    }

    /// Empties the table and gives it another size; its memory is used again.
    pub(in crate::analyze) fn reset(&mut self, features: usize, rows: usize) {
        self.values.clear();
        self.values.resize(features * rows, 0.0);
        (self.rows, self.features) = (rows, features);
    }

    /// Sets one value.
    pub(in crate::analyze) fn set(&mut self, row: usize, feature: usize, value: f32) {
        self.values[feature * self.rows + row] = value;
    }

    /// One value.
    pub(in crate::analyze) fn get(&self, row: usize, feature: usize) -> f32 {
        self.values[feature * self.rows + row]
    }

    /// The values of one feature, by candidate.
    pub(in crate::analyze) fn column(&self, feature: usize) -> &[f32] {
        &self.values[feature * self.rows..(feature + 1) * self.rows]
    }

    /// How many candidates.
    pub(in crate::analyze) const fn rows(&self) -> usize {
        self.rows
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn candidates_are_rows_and_features_columns() {
        let table = Table::of(3, &[vec![(0, 1.0), (2, 0.5)], vec![(1, 2.0)]]);
        assert_eq!((table.rows(), table.get(0, 2), table.get(1, 2)), (2, 0.5, 0.0));
        assert_eq!(table.column(1), [0.0, 2.0]);
    }
}
