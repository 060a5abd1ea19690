//! What models and agents cost: a table of rows by id and *from* date, and what a usage comes to by it.
//!
//! The table is data (`prices.toml`, part of the program) and a person may put rows of their own over it. Everything
//! here is pure: a usage, the id that answered and a day go in, money comes out. What has no row has no price. A price
//! is always an estimate: say "about", and the table's date ([`Prices::as_of`]).

mod cost;
mod money;
mod row;
mod table;

pub use cost::{Cost, searches};
pub use money::{Money, Rate};
pub use row::{Price, Rates};
pub use table::{Error, Prices, day};
