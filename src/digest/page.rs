//! The page: MJML to the HTML that mail programs understand.

use std::collections::HashMap;

use mrml::prelude::render::RenderOptions;

use crate::error::{Error, Result};

/// The HTML of a filled MJML template. Nothing is fetched: no web font is known, and an `mj-include` is an error.
pub(super) fn page(mjml: &str) -> Result<String> {
    let wrong = |error: &dyn std::fmt::Display| Error::settings(format!("template digest.mjml: {error}"));
    let parsed = mrml::parse(mjml).map_err(|error| wrong(&error))?;
    let options = RenderOptions { fonts: HashMap::new(), ..RenderOptions::default() };
    let html = parsed.element.render(&options).map_err(|error| wrong(&error))?;
    Ok(format!("{}\n", html.trim_end()))
}
