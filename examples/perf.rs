use std::{path::PathBuf, time::Instant};
use zhaibao::{
    input::{self, Item, ReadOptions, gather},
    layout,
    page::Page,
};
fn main() {
    let dir = std::env::args().nth(1).unwrap();
    let files = gather(&[PathBuf::from(dir)], None).unwrap();
    let pages: Vec<Page> = files
        .files
        .iter()
        .flat_map(|f| input::read(f, &ReadOptions::default()).items)
        .filter_map(|i| if let Item::Page(p) = i { Some(p) } else { None })
        .collect();
    let bytes: usize = pages.iter().map(|p| p.text.len()).sum();
    layout::split(&pages[0]);
    let t = Instant::now();
    let n: usize = pages.iter().map(|p| layout::split(p).articles.len()).sum();
    let split = t.elapsed().as_secs_f64();
    let jieba = jieba_rs::Jieba::new();
    jieba.cut("你好世界", true);
    let t = Instant::now();
    let m: usize = pages.iter().map(|p| jieba.cut(&p.text, true).len()).sum();
    let cut = t.elapsed().as_secs_f64();
    println!("{bytes} bytes {n} articles {m} words; split {split:.3} s, cut {cut:.3} s, ratio {:.3}", split / cut);
}
