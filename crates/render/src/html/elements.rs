//! Opening tags that depend on more than the kind of a node: lists, cells, links and images.

use comrak::Node;
use comrak::nodes::{
    AlertType, ListType, NodeAlert, NodeLink, NodeList, NodeTaskItem, NodeValue, TableAlignment,
};

use super::Writer;
use crate::escape::escape;
use crate::link;

impl Writer<'_, '_> {
    pub(super) fn list(&mut self, list: &NodeList) -> &'static str {
        match list.list_type {
            ListType::Bullet if list.is_task_list => {
                self.tag("<ul class=\"task-list\" dir=\"auto\">", "</ul>")
            }
            ListType::Bullet => self.tag("<ul dir=\"auto\">", "</ul>"),
            ListType::Ordered if list.start == 1 => self.tag("<ol dir=\"auto\">", "</ol>"),
            ListType::Ordered => {
                self.html
                    .push_str(&format!("<ol start=\"{}\" dir=\"auto\">", list.start));
                "</ol>"
            }
        }
    }

    pub(super) fn alert(&mut self, alert: &NodeAlert) -> &'static str {
        let (kind, title) = match alert.alert_type {
            AlertType::Note => ("note", "Note"),
            AlertType::Tip => ("tip", "Tip"),
            AlertType::Important => ("important", "Important"),
            AlertType::Warning => ("warning", "Warning"),
            AlertType::Caution => ("caution", "Caution"),
        };
        self.html.push_str("<div class=\"alert alert-");
        self.html.push_str(kind);
        self.html
            .push_str("\" dir=\"auto\"><p class=\"alert-title\" dir=\"auto\">");
        // A sign directly after the marker says in Obsidian whether the box is folded.
        let own = alert.title.as_deref().map(|own| {
            let own = own.trim();
            own.strip_prefix(['-', '+']).unwrap_or(own).trim_start()
        });
        escape(
            &mut self.html,
            own.filter(|own| !own.is_empty()).unwrap_or(title),
        );
        self.tag("</p>", "</div>")
    }

    pub(super) fn write_checkbox(&mut self, item: NodeTaskItem) {
        self.html.push_str(if item.symbol.is_some() {
            "<input type=\"checkbox\" checked=\"\"> "
        } else {
            "<input type=\"checkbox\"> "
        });
    }

    pub(super) fn cell(&mut self, node: Node<'_>) -> &'static str {
        let row = node.parent();
        let is_header =
            row.is_some_and(|row| matches!(row.data().value, NodeValue::TableRow(true)));
        let column = self.column;
        self.column += 1;
        let alignment = row
            .and_then(|row| row.parent())
            .and_then(|table| match &table.data().value {
                NodeValue::Table(table) => table.alignments.get(column).copied(),
                _ => None,
            })
            .unwrap_or(TableAlignment::None);
        self.html.push_str(if is_header { "<th" } else { "<td" });
        self.html.push_str(match alignment {
            TableAlignment::None => ">",
            TableAlignment::Left => " class=\"align-left\">",
            TableAlignment::Center => " class=\"align-center\">",
            TableAlignment::Right => " class=\"align-right\">",
        });
        if is_header { "</th>" } else { "</td>" }
    }

    pub(super) fn link(&mut self, target: &NodeLink) -> &'static str {
        let Some(url) = link::external(&target.url) else {
            return self.tag("<span class=\"inert-link\">", "</span>");
        };
        self.html.push_str("<a href=\"");
        escape(&mut self.html, url.as_str());
        self.html.push_str("\" data-external=\"\"");
        self.write_title(&target.title);
        self.tag(">", "</a>")
    }

    pub(super) fn image(&mut self, target: &NodeLink) -> &'static str {
        match link::remote_image(&target.url) {
            Some((host, url)) => {
                self.html
                    .push_str("<span class=\"remote-image\" data-host=\"");
                escape(&mut self.html, &host);
                self.html.push_str("\" data-url=\"");
                escape(&mut self.html, url.as_str());
                self.html.push('"');
            }
            None => self.html.push_str("<span class=\"dropped-image\""),
        }
        self.write_title(&target.title);
        self.tag(">", "</span>")
    }

    fn write_title(&mut self, title: &str) {
        if !title.is_empty() {
            self.html.push_str(" title=\"");
            escape(&mut self.html, title);
            self.html.push('"');
        }
    }
}
