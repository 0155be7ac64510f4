//! Texts of a page by the pairs of characters they hold: how rare a pair is, how well a text supports a head, what two texts have in
//! common. All are sums over the texts that hold each pair.

use std::ops::Range;

use super::{Index, Number, Profile};

/// Weight of a headline's pair that no text of the page holds, against one some other text holds.
const UNSEEN: f32 = 0.3;

/// Texts of a page: which of them hold each pair.
#[derive(Debug, Default)]
pub(in crate::layout) struct Texts {
    /// By text: its distinct pairs.
    sizes: Vec<u32>,
    /// By pair: where its holders begin in the list below, and the texts that hold it, in order.
    begins: Vec<u32>,
    holders: Vec<u32>,
    /// By number of holders: weight of a pair, high where few texts of the page hold it.
    weights: Vec<f32>,
}

impl Texts {
    /// Texts given by their lines.
    pub(in crate::layout) fn new<L: IntoIterator<Item = usize>>(index: &Index, texts: impl IntoIterator<Item = L>) -> Self {
        let count = index.numbers.count();
        let mut seen = vec![0_u32; count];
        let mut begins = vec![0_u32; count + 1];
        let mut pairs: Vec<Number> = Vec::with_capacity(index.pairs.len());
        let mut sizes = Vec::new();
        for (nth, lines) in texts.into_iter().enumerate() {
            let first = pairs.len();
            let strange = index.each(lines, |number| {
                let seen = &mut seen[number as usize];
                if *seen != nth as u32 + 1 {
                    *seen = nth as u32 + 1;
                    begins[number as usize] += 1;
                    pairs.push(number);
                }
            });
            sizes.push(((pairs.len() - first) as u32, strange));
        }
        let most = begins.iter().copied().max().unwrap_or(0).max(1);
        // Where each list ends; filled from behind it comes to where it begins.
        let mut end = 0;
        for begin in &mut begins {
            end += *begin;
            *begin = end;
        }
        let mut holders = vec![0; pairs.len()];
        let mut at = pairs.len();
        for (nth, &(size, _)) in sizes.iter().enumerate().rev() {
            for &number in &pairs[at - size as usize..at] {
                let begin = &mut begins[number as usize];
                *begin -= 1;
                holders[*begin as usize] = nth as u32;
            }
            at -= size as usize;
        }
        let all = (sizes.len() + 1) as f32;
        let weights = (0..=most).map(|holding| (all / holding.max(1) as f32).ln()).collect();
        Self { sizes: sizes.into_iter().map(|(size, strange)| size + strange).collect(), begins, holders, weights }
    }

    /// How many distinct pairs a text has.
    #[inline]
    pub(in crate::layout) fn size(&self, text: usize) -> usize {
        self.sizes[text] as usize
    }

    /// The texts that hold a pair.
    #[inline]
    fn holders(&self, number: Number) -> &[u32] {
        &self.holders[self.begins[number as usize] as usize..self.begins[number as usize + 1] as usize]
    }

    /// The weight all pairs of a head have together. Pairs no text holds count little, since headlines shorten names.
    pub(in crate::layout) fn whole(&self, head: &Profile) -> f32 {
        let weight = |&number: &Number| {
            let holding = self.holders(number).len();
            if holding == 0 { UNSEEN * self.weights[0] } else { self.weights[holding] }
        };
        head.pairs.iter().map(weight).sum::<f32>() + UNSEEN * self.weights[0] * head.strange as f32
    }

    /// Gives `take` the weight of every pair of a head with each of some texts that holds it.
    pub(in crate::layout) fn each_support(&self, head: &Profile, texts: Range<usize>, mut take: impl FnMut(usize, f32)) {
        for &number in &head.pairs {
            let holders = self.holders(number);
            let weight = self.weights[holders.len()];
            let from = holders.partition_point(|&text| (text as usize) < texts.start);
            for &text in holders[from..].iter().take_while(|&&text| (text as usize) < texts.end) {
                take(text as usize, weight);
            }
        }
    }

    /// Share of a head's pairs, by weight, that each of some texts holds: 0 to 1.
    pub(in crate::layout) fn supports(&self, head: &Profile, texts: Range<usize>) -> Vec<f32> {
        let mut found = vec![0.0; texts.len()];
        self.each_support(head, texts.clone(), |text, weight| found[text - texts.start] += weight);
        let all = self.whole(head);
        if all > 0.0 {
            found.iter_mut().for_each(|found| *found /= all);
        }
        found
    }

    /// [`Self::supports`] of one text.
    pub(in crate::layout) fn support(&self, head: &Profile, text: usize) -> f32 {
        let mut found = 0.0;
        self.each_support(head, text..text + 1, |_, weight| found += weight);
        let all = self.whole(head);
        if all > 0.0 { found / all } else { 0.0 }
    }

    /// Share of a head's pairs, by weight, that a part of some text holds.
    pub(in crate::layout) fn share(&self, head: &Profile, part: &Profile) -> f32 {
        let mut found = 0.0;
        for &number in &head.pairs {
            if part.pairs.binary_search(&number).is_ok() {
                found += self.weights[self.holders(number).len()];
            }
        }
        let all = self.whole(head);
        if all > 0.0 { found / all } else { 0.0 }
    }

    /// What every two texts that stand no more than `reach` apart have in common.
    pub(in crate::layout) fn kinship(&self, reach: usize) -> Kinship {
        let count = self.sizes.len();
        let mut kin = Kinship { reach, shared: vec![(0.0, 0); count * reach], norms: vec![0.0; count] };
        for number in 0..self.begins.len() - 1 {
            let holders = self.holders(number as Number);
            let weight = self.weights[holders.len()] * self.weights[holders.len()];
            for (nth, &text) in holders.iter().enumerate() {
                kin.norms[text as usize] += weight;
                let row = text as usize * reach;
                for &other in &holders[nth + 1..] {
                    let apart = (other - text) as usize;
                    if apart > reach {
                        break;
                    }
                    let shared = &mut kin.shared[row + apart - 1];
                    shared.0 += weight;
                    shared.1 += 1;
                }
            }
        }
        kin.norms.iter_mut().for_each(|norm| *norm = norm.sqrt());
        kin
    }
}

/// What texts that stand near each other have in common.
#[derive(Debug, Default)]
pub(in crate::layout) struct Kinship {
    reach: usize,
    /// By text, and how far behind it the other stands less one: the summed squared weights of the pairs both hold, and how many.
    shared: Vec<(f32, u32)>,
    norms: Vec<f32>,
}

impl Kinship {
    #[inline]
    fn both(&self, a: usize, b: usize) -> (f32, u32) {
        let (first, second) = (a.min(b), a.max(b));
        let near = second > first && second - first <= self.reach;
        if near { self.shared[first * self.reach + second - first - 1] } else { (0.0, 0) }
    }

    /// The cosine of the weighted pairs of two texts, 0 to 1.
    #[inline]
    pub(in crate::layout) fn likeness(&self, a: usize, b: usize) -> f32 {
        let shared = self.both(a, b).0;
        if shared > 0.0 { shared / (self.norms[a] * self.norms[b]) } else { 0.0 }
    }

    /// How many pairs two texts share.
    #[inline]
    pub(in crate::layout) fn common(&self, a: usize, b: usize) -> usize {
        self.both(a, b).1 as usize
    }
}
