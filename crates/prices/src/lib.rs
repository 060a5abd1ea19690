//! Prices of models and agents: a table of rows by id and *from* date, and the cost of a token usage by that table.
//!
//! The table is data (`prices.toml`, part of the program), and a person may override rows. Everything here is pure: a
//! usage, the id that answered and a date go in, money comes out. An id without a row has no price. A price is always
//! an estimate: display it with "about", and with the table's date ([`Prices::as_of`]).

mod cost;
mod money;
mod row;
mod table;

pub use cost::{Cost, searches};
pub use money::{Money, Rate};
pub use row::{Price, Rates};
pub use table::{Error, Prices, day};
