//! A sentence as a summary prints it: without lead-in and credits, its quotation marks in pairs.

use std::borrow::Cow;

use crate::{article::Article, span::Span, text::Sentence};

/// What a bracket at the end of a sentence begins with when it holds a credit.
const CREDITS: [&str; 12] = ["记者", "通讯员", "本报", "编辑", "责编", "责任编辑", "来源", "完", "据", "作者", "图", "供稿"];
/// What a web page prints before the headline of a reprinted story.
const REPRINT: &str = "原标题：";
/// Marks that stand in pairs in a quotation.
pub(super) const QUOTES: [(char, char); 3] = [('“', '”'), ('「', '」'), ('『', '』')];

/// The part of the sentence that is printed.
pub(super) fn printed(article: &Article, sentence: &Sentence) -> Span {
    let text = &article.text;
    let lead = article.dateline.lead;
    let mut span = sentence.span;
    if lead.start <= span.start && span.start < lead.end {
        span.start = lead.end.min(span.end);
    }
    let piece = span.of(text);
    let bare = piece.trim_start();
    let bare = bare.strip_prefix(REPRINT).unwrap_or(bare).trim_start();
    span.start += (piece.len() - bare.len()) as u32;
    let piece = without_credit(span.of(text)).trim_end();
    Span::new(span.start, span.start + piece.len() as u32)
}

/// The sentence without a bracket at its end that says who wrote it.
fn without_credit(sentence: &str) -> &str {
    let Some(inside) = sentence.strip_suffix(['）', ')']) else { return sentence };
    let Some(open) = inside.rfind(['（', '(']) else { return sentence };
    let bracket = inside[open..].trim_start_matches(['（', '(']).trim_start();
    if open > 0 && CREDITS.iter().any(|credit| bracket.starts_with(credit)) { &sentence[..open] } else { sentence }
}

/// How many quotations `text` leaves open, and how many it closes without having opened them.
pub(super) fn loose_quotes(text: &str) -> (usize, usize) {
    let (mut open, mut stray) = (0, 0);
    for c in text.chars() {
        if QUOTES.iter().any(|&(opening, _)| c == opening) {
            open += 1;
        } else if QUOTES.iter().any(|&(_, closing)| c == closing) {
            if open > 0 { open -= 1 } else { stray += 1 }
        }
    }
    (open, stray)
}

/// The text with every quotation closed that it opens; what closes a quotation begun before is left out.
pub(super) fn closed(text: &str) -> Cow<'_, str> {
    if loose_quotes(text) == (0, 0) {
        return Cow::Borrowed(text);
    }
    let mut waiting = Vec::new();
    let mut whole = String::with_capacity(text.len() + 3);
    for c in text.chars() {
        if let Some(&(_, closing)) = QUOTES.iter().find(|&&(opening, _)| c == opening) {
            waiting.push(closing);
        } else if QUOTES.iter().any(|&(_, closing)| c == closing) && waiting.pop().is_none() {
            continue;
        }
        whole.push(c);
    }
    whole.extend(waiting.into_iter().rev());
    Cow::Owned(whole)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn credits_at_the_end_are_cut() {
        for (sentence, printed) in [
            ("大桥昨日通车。（记者 王小明）", "大桥昨日通车。"),
            ("大桥昨日通车。(完)", "大桥昨日通车。"),
            ("大桥（长八百米）昨日通车。", "大桥（长八百米）昨日通车。"),
            ("大桥昨日通车（长八百米）", "大桥昨日通车（长八百米）"),
            ("（记者 王小明）", "（记者 王小明）"),
        ] {
            assert_eq!(without_credit(sentence), printed);
        }
    }

    #[test]
    fn quotations_are_closed_and_nothing_is_closed_twice() {
        for (text, whole) in [
            ("他说：“船到了。”", "他说：“船到了。”"),
            ("他说：“船到了。", "他说：“船到了。”"),
            ("船到了。”大家鼓掌。", "船到了。大家鼓掌。"),
            ("“一”和“二", "“一”和“二”"),
        ] {
            assert_eq!(closed(text), whole);
            assert_eq!(loose_quotes(&closed(text)), (0, 0));
        }
    }
}
