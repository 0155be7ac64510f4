//! One-to-one assignment of greatest total: Kuhn–Munkres by shortest augmenting paths, O(n² m).

/// Pairs (row, column) of greatest total value, every row or every column used once; sorted by row.
pub(super) fn assign(values: &[Vec<f64>]) -> Vec<(usize, usize)> {
    let columns = values.first().map_or(0, Vec::len);
    if columns == 0 {
        return Vec::new();
    }
    if values.len() > columns {
        let turned: Vec<Vec<f64>> = (0..columns).map(|column| values.iter().map(|row| row[column]).collect()).collect();
        let mut pairs: Vec<_> = assign_rows(&turned).into_iter().map(|(row, column)| (column, row)).collect();
        pairs.sort_unstable();
        return pairs;
    }
    assign_rows(values)
}

/// The same where there are at least as many columns as rows. Rows and columns count from 1 inside; 0 is "none".
fn assign_rows(values: &[Vec<f64>]) -> Vec<(usize, usize)> {
    let (rows, columns) = (values.len(), values[0].len());
    let (mut row_price, mut column_price) = (vec![0.0; rows + 1], vec![0.0; columns + 1]);
    let (mut row_of, mut way) = (vec![0; columns + 1], vec![0; columns + 1]);
    for row in 1..=rows {
        row_of[0] = row;
        let mut column = 0;
        let mut least = vec![f64::INFINITY; columns + 1];
        let mut used = vec![false; columns + 1];
        while row_of[column] != 0 {
            used[column] = true;
            let (here, mut delta, mut next) = (row_of[column], f64::INFINITY, 0);
            for other in 1..=columns {
                if used[other] {
                    continue;
                }
                let cost = -values[here - 1][other - 1] - row_price[here] - column_price[other];
                if cost < least[other] {
                    (least[other], way[other]) = (cost, column);
                }
                if least[other] < delta {
                    (delta, next) = (least[other], other);
                }
            }
            for other in 0..=columns {
                if used[other] {
                    row_price[row_of[other]] += delta;
                    column_price[other] -= delta;
                } else {
                    least[other] -= delta;
                }
            }
            column = next;
        }
        while column != 0 {
            row_of[column] = row_of[way[column]];
            column = way[column];
        }
    }
    let mut pairs: Vec<_> = (1..=columns).filter(|&column| row_of[column] != 0).map(|c| (row_of[c] - 1, c - 1)).collect();
    pairs.sort_unstable();
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn total(values: &[Vec<f64>], pairs: &[(usize, usize)]) -> f64 {
        pairs.iter().map(|&(row, column)| values[row][column]).sum()
    }

    /// The greatest total by trying everything.
    fn best(values: &[Vec<f64>], row: usize, free: &mut Vec<bool>) -> f64 {
        if row == values.len() {
            return 0.0;
        }
        let mut found = best(values, row + 1, free);
        for column in 0..free.len() {
            if std::mem::replace(&mut free[column], false) {
                found = found.max(values[row][column] + best(values, row + 1, free));
                free[column] = true;
            }
        }
        found
    }

    proptest! {
        #[test]
        fn no_other_assignment_is_better((rows, columns, seed) in (1_usize..6, 1_usize..6, any::<u64>())) {
            let mut draws = fastrand::Rng::with_seed(seed);
            let values: Vec<Vec<f64>> = (0..rows).map(|_| (0..columns).map(|_| f64::from(draws.u8(0..50))).collect()).collect();
            let pairs = assign(&values);
            prop_assert_eq!(pairs.len(), rows.min(columns));
            prop_assert_eq!(total(&values, &pairs), best(&values, 0, &mut vec![true; columns]));
        }
    }

    #[test]
    fn nothing_to_assign() {
        assert!(assign(&[]).is_empty());
        assert!(assign(&[vec![]]).is_empty());
    }
}
