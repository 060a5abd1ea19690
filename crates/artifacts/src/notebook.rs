//! Jupyter notebooks (nbformat 4) as Markdown: text, code, and output.

use serde::Deserialize;
use serde_json::Value;

use crate::markdown::fenced;

/// Converts a notebook to Markdown; `None` if it cannot be read as one.
pub(crate) fn markdown(text: &str) -> Option<String> {
    let notebook: Notebook = serde_json::from_str(text).ok()?;
    let info = &notebook.metadata["language_info"]["name"];
    let language = info
        .as_str()
        .or(notebook.metadata["kernelspec"]["language"].as_str());
    let language = language.unwrap_or_default();
    let parts = notebook
        .cells
        .iter()
        .flat_map(|cell| cell.parts(language))
        .filter(|part| !part.trim().is_empty());
    Some(parts.collect::<Vec<_>>().join("\n\n"))
}

#[derive(Deserialize)]
struct Notebook {
    cells: Vec<Cell>,
    #[serde(default)]
    metadata: Value,
}

#[derive(Deserialize)]
struct Cell {
    cell_type: String,
    #[serde(default)]
    source: Lines,
    #[serde(default)]
    outputs: Vec<Output>,
}

#[derive(Deserialize)]
struct Output {
    /// Text of a stream output.
    #[serde(default)]
    text: Lines,
    /// Data of a result, by media type.
    #[serde(default)]
    data: Value,
    /// Traceback of an error.
    #[serde(default)]
    traceback: Vec<String>,
}

/// A text, which notebooks may store as a list of lines.
#[derive(Deserialize)]
#[serde(untagged)]
enum Lines {
    Whole(String),
    Parts(Vec<String>),
}

impl Default for Lines {
    fn default() -> Self {
        Self::Whole(String::new())
    }
}

impl Lines {
    fn text(&self) -> String {
        match self {
            Self::Whole(text) => text.clone(),
            Self::Parts(parts) => parts.concat(),
        }
    }
}

impl Cell {
    fn parts(&self, language: &str) -> Vec<String> {
        let source = self.source.text();
        if self.cell_type == "markdown" {
            return vec![source];
        }
        let mut parts = Vec::new();
        if !source.trim().is_empty() {
            let language = if self.cell_type == "code" {
                language
            } else {
                ""
            };
            parts.push(fenced(language, &source));
        }
        parts.extend(self.outputs.iter().map(Output::markdown));
        parts
    }
}

impl Output {
    fn markdown(&self) -> String {
        let of_type = |name: &str| {
            let lines = serde_json::from_value::<Lines>(self.data.get(name)?.clone()).ok()?;
            Some(lines.text())
        };
        if !self.traceback.is_empty() {
            return fenced("", &self.traceback.join("\n"));
        }
        if let Some(text) = of_type("text/markdown") {
            return text;
        }
        let has_picture = self
            .data
            .as_object()
            .is_some_and(|data| data.keys().any(|name| name.starts_with("image/")));
        let words = of_type("text/plain").unwrap_or_else(|| self.text.text());
        match (has_picture, words.is_empty()) {
            (true, _) => "*(a picture)*".to_owned(),
            (false, true) => String::new(),
            (false, false) => fenced("", &words),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_notebook_reads_from_top_to_bottom() {
        let text = r##"{"nbformat": 4, "metadata": {"language_info": {"name": "python"}}, "cells": [
            {"cell_type": "markdown", "source": ["# Sales\n", "By month."]},
            {"cell_type": "code", "source": "print(2)\n6 * 7", "outputs": [
                {"output_type": "stream", "name": "stdout", "text": ["2\n"]},
                {"output_type": "execute_result", "data": {"text/plain": ["42"]}},
                {"output_type": "display_data", "data": {"image/png": "AAAA", "text/plain": "<Figure>"}},
                {"output_type": "error", "ename": "E", "evalue": "v", "traceback": ["E: v"]}]},
            {"cell_type": "raw", "source": "```"}, {"cell_type": "code", "source": ""}]}"##;
        assert_eq!(
            markdown(text).unwrap(),
            "# Sales\nBy month.\n\n```python\nprint(2)\n6 * 7\n```\n\n```\n2\n```\n\n```\n42\n```\n\n\
             *(a picture)*\n\n```\nE: v\n```\n\n````\n```\n````"
        );
        assert_eq!(markdown("{}"), None);
    }
}
