//! The pages of a PDF, as images.

use crate::bridge::*;
use crate::desk::Desk;
use crate::errors::{self, Result};

impl Desk {
    pub(super) async fn draw_pages(&self, request: PagesRequest) -> Result<DrawnPages> {
        let row = self.artifact(&request.file).await?;
        let path = self.bytes_of(&row).await?;
        let program = self.core.host.reader();
        let drawn = reader::draw(&program, &path, request.from as usize)
            .await
            .map_err(|failed| errors::unreadable(&row.name, &failed))?;
        let image = |image: reader::Image| PageImage {
            data_url: format!("data:image/png;base64,{}", image.png),
            width: image.width,
            height: image.height,
        };
        let total = drawn.total.min(reader::PAGE_LIMIT);
        Ok(DrawnPages {
            total: u32::try_from(total).unwrap_or(u32::MAX),
            truncated: drawn.total > total,
            pages: drawn
                .pages
                .into_iter()
                .map(|page| page.map(image))
                .collect(),
        })
    }
}
