//! The person's own prices: a file in the data folder whose rows replace those of the program.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use ledger::{Ledger, PricedAs};
use prices::Prices;
use screen::lock;
use words::say;

use crate::bridge::PriceTable;
use crate::core::{Core, blocking};
use crate::errors::{self, Result};

/// The file's name in the data folder.
const FILE: &str = "prices.toml";

/// Returns the price table with the person's rows and the ids that are billed as others, and the error if the
/// person's rows cannot be parsed. Blocks.
pub(crate) fn read(data: &Path, ledger: &Ledger) -> (Prices, Option<String>) {
    let (mut prices, problem) = read_own(data);
    match ledger.priced_as() {
        Ok(all) => {
            for PricedAs {
                api_id, priced_as, ..
            } in &all
            {
                prices.like(api_id, priced_as);
            }
        }
        Err(error) => tracing::error!(%error, "what own agents are billed like cannot be read"),
    }
    (prices, problem)
}

fn read_own(data: &Path) -> (Prices, Option<String>) {
    let own = match std::fs::read_to_string(data.join(FILE)) {
        Ok(text) => Prices::with_own(&text).map_err(|error| error.to_string()),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(Prices::built_in()),
        Err(error) => Err(error.to_string()),
    };
    match own {
        Ok(prices) => (prices, None),
        Err(problem) => {
            tracing::warn!(problem, "the person's own prices cannot be read");
            (Prices::built_in(), Some(problem))
        }
    }
}

/// Returns the text of the person's own prices, if there are any. Blocks.
pub(crate) fn own_text(data: &Path) -> Option<String> {
    std::fs::read_to_string(data.join(FILE)).ok()
}

impl Core {
    /// Takes over the prices of another record, unless the person has some. Prices that cannot be parsed are skipped.
    pub(crate) async fn import_prices(&self, text: String) -> Result<()> {
        if Prices::with_own(&text).is_err() {
            return Ok(());
        }
        if self.make_prices(text).await? {
            self.reread_prices().await?;
        }
        Ok(())
    }

    /// Reads the person's prices again, because they may have changed.
    pub(crate) async fn reread_prices(&self) -> Result<()> {
        let _alone = self.money.rereading.lock().await;
        let (data, ledger) = (self.data.clone(), self.ledger.clone());
        let (prices, problem) = blocking(move || read(&data, &ledger)).await?;
        self.screen.set_prices(prices);
        *lock(&self.money.problem) = problem;
        Ok(())
    }

    /// Stores the ids that agents without a price of their own are billed as.
    pub(crate) async fn note_priced_as(&self, noted: Vec<PricedAs>) -> Result<()> {
        let is_new = self
            .ledger(move |ledger| ledger.note_priced_as(&noted))
            .await?;
        if is_new {
            self.reread_prices().await?;
        }
        Ok(())
    }

    /// Returns the path of the person's prices; creates the file from a template if there is none.
    pub(crate) async fn own_prices(&self) -> Result<PathBuf> {
        self.make_prices(Prices::to_begin_with()).await?;
        Ok(self.data.join(FILE))
    }

    /// Writes the file of the person's prices, unless it exists. Returns true if it was written.
    async fn make_prices(&self, text: impl AsRef<[u8]> + Send + 'static) -> Result<bool> {
        let file = self.data.join(FILE);
        let made = file.clone();
        let written = blocking(move || {
            use std::io::Write as _;
            let mut file = std::fs::File::create_new(&made)?;
            file.write_all(text.as_ref())
        })
        .await?;
        match written {
            Ok(()) => Ok(true),
            Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(false),
            Err(error) => Err(errors::file(say::file_not_written, &file, &error)),
        }
    }

    /// Returns the price table as the window shows it.
    pub(crate) fn price_table(&self) -> PriceTable {
        let prices = self.screen.prices();
        PriceTable {
            as_of: prices.as_of().to_string(),
            own: prices.has_own(),
            problem: lock(&self.money.problem).clone(),
        }
    }
}
