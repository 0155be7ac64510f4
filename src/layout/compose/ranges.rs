//! Ranges of lines as articles list them.

use std::ops::Range;

use super::super::assign::Unit;
use crate::span::LineRange;

/// The lines of heads, those that follow each other made one; the one the story was assigned comes first.
pub(super) fn joined(heads: &[&Unit]) -> Vec<Range<usize>> {
    let Some(own) = heads.first() else { return Vec::new() };
    let mut ranges: Vec<Range<usize>> = heads.iter().map(|unit| unit.lines.clone()).collect();
    ranges.sort_by_key(|lines| lines.start);
    let mut joined: Vec<Range<usize>> = Vec::new();
    for lines in ranges {
        match joined.last_mut().filter(|last| last.end == lines.start) {
            Some(last) => last.end = lines.end,
            None => joined.push(lines),
        }
    }
    joined.sort_by_key(|lines| (!lines.contains(&own.lines.start), lines.start));
    joined
}

/// Sorted ranges, those that touch or overlap made one.
pub(super) fn merge(ranges: Vec<LineRange>) -> Vec<LineRange> {
    let mut merged: Vec<LineRange> = Vec::new();
    for range in ranges {
        match merged.last_mut().filter(|last| range.first <= last.last + 1) {
            Some(last) => last.last = last.last.max(range.last),
            None => merged.push(range),
        }
    }
    merged
}

/// Ranges without some lines (sorted).
pub(super) fn without(ranges: Vec<LineRange>, lines: &[u32]) -> Vec<LineRange> {
    let mut left = Vec::new();
    for range in ranges {
        let mut first = range.first;
        for &line in lines.iter().filter(|&&line| range.contains(line)) {
            if line > first {
                left.push(LineRange::new(first, line - 1));
            }
            first = line + 1;
        }
        if first <= range.last {
            left.push(LineRange::new(first, range.last));
        }
    }
    left
}
