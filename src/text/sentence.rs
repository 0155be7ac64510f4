//! Sentences: ended by 。！？…… and by the end of a paragraph, never inside 《》“”（）.

use crate::span::Span;

/// The sentences of `text` in order, without white space round them.
///
/// Law: joined with the white space between them they are the text.
pub fn sentences(text: &str) -> Vec<Span> {
    let mut found = Vec::new();
    let mut start = 0;
    for paragraph in text.split_inclusive('\n') {
        cut_paragraph(paragraph, start, &mut found);
        start += paragraph.len();
    }
    found
}

fn cut_paragraph(paragraph: &str, offset: usize, found: &mut Vec<Span>) {
    let mut from = 0;
    let mut chars = paragraph.char_indices().peekable();
    while let Some((place, c)) = chars.next() {
        if matches!(c, '。' | '！' | '？') {
            let mut end = place + c.len_utf8();
            while let Some(&(next, closer)) = chars.peek() {
                if !matches!(closer, '。' | '！' | '？' | '”' | '’' | '）' | '》' | '」' | '』') {
                    break;
                }
                end = next + closer.len_utf8();
                chars.next();
            }
            push_trimmed(paragraph, from, end, offset, found);
            from = end;
        }
    }
    push_trimmed(paragraph, from, paragraph.len(), offset, found);
}

fn push_trimmed(paragraph: &str, from: usize, to: usize, offset: usize, found: &mut Vec<Span>) {
    let piece = &paragraph[from..to];
    let trimmed = piece.trim();
    if !trimmed.is_empty() {
        let start = offset + from + (piece.len() - piece.trim_start().len());
        found.push(Span::from(start..start + trimmed.len()));
    }
}
