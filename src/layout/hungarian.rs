//! The assignment problem: rows to columns, each used once, so that the sum of scores is greatest.

/// Rows and columns above which the exact method would take too long; larger tables are assigned greedily.
const MAX_EXACT: usize = 240;

/// For each row the column it gets, or none where its score would not exceed `floor`.
///
/// `scores` lists for each row the columns it may have. Ties go to the lower row, then the lower column.
pub(super) fn assign(scores: &[Vec<(usize, f32)>], columns: usize, floor: f32) -> Vec<Option<usize>> {
    if scores.len() > MAX_EXACT || columns > MAX_EXACT { greedy(scores, columns, floor) } else { exact(scores, columns, floor) }
}

/// Best pair first.
fn greedy(scores: &[Vec<(usize, f32)>], columns: usize, floor: f32) -> Vec<Option<usize>> {
    let mut pairs: Vec<(f32, usize, usize)> =
        scores.iter().enumerate().flat_map(|(row, all)| all.iter().map(move |&(column, score)| (score, row, column))).collect();
    pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let mut taken = vec![false; columns];
    let mut got = vec![None; scores.len()];
    for (score, row, column) in pairs {
        if score > floor && got[row].is_none() && !taken[column] {
            got[row] = Some(column);
            taken[column] = true;
        }
    }
    got
}

/// Kuhn and Munkres by shortest augmenting paths. Every row also has a column of its own worth `floor`: staying unassigned.
fn exact(scores: &[Vec<(usize, f32)>], columns: usize, floor: f32) -> Vec<Option<usize>> {
    let (rows, width) = (scores.len(), columns + scores.len());
    let mut cost = vec![0.0_f32; width * rows];
    for (row, all) in scores.iter().enumerate() {
        for &(column, score) in all {
            cost[row * width + column] = -score;
        }
        cost[row * width + columns + row] = -floor;
    }
    // Indices from 1; 0 stands for "none". `of[column]` is the row that holds the column.
    let (mut row_price, mut column_price) = (vec![0.0_f32; rows + 1], vec![0.0_f32; width + 1]);
    let (mut of, mut way) = (vec![0_usize; width + 1], vec![0_usize; width + 1]);
    let (mut least, mut used) = (vec![0.0; width + 1], vec![false; width + 1]);
    for row in 1..=rows {
        of[0] = row;
        let mut at = 0;
        least.fill(f32::INFINITY);
        used.fill(false);
        while of[at] != 0 {
            used[at] = true;
            let (holder, mut delta, mut next) = (of[at], f32::INFINITY, 0);
            for column in 1..=width {
                if used[column] {
                    continue;
                }
                let reduced = cost[(holder - 1) * width + column - 1] - row_price[holder] - column_price[column];
                if reduced < least[column] {
                    (least[column], way[column]) = (reduced, at);
                }
                if least[column] < delta {
                    (delta, next) = (least[column], column);
                }
            }
            for column in 0..=width {
                if used[column] {
                    row_price[of[column]] += delta;
                    column_price[column] -= delta;
                } else {
                    least[column] -= delta;
                }
            }
            at = next;
        }
        while at != 0 {
            of[at] = of[way[at]];
            at = way[at];
        }
    }
    let mut got = vec![None; rows];
    for column in 1..=columns {
        if of[column] != 0 && scores[of[column] - 1].iter().any(|&(candidate, score)| candidate == column - 1 && score > floor) {
            got[of[column] - 1] = Some(column - 1);
        }
    }
    got
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sum_counts_not_the_best_pair() {
        let scores = vec![vec![(0, 0.9), (1, 0.8)], vec![(0, 0.85)], vec![(1, 0.1)]];
        assert_eq!(exact(&scores, 2, 0.3), [Some(1), Some(0), None]);
        assert_eq!(greedy(&scores, 2, 0.3), [Some(0), None, None]);
        assert!(exact(&[], 3, 0.0).is_empty());
        assert_eq!(exact(&[vec![]], 0, 0.0), [None]);
    }
}
