//! Conversion of values to and from SQL columns.

use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSql, ToSqlOutput, Value, ValueRef};
use rusqlite::{Connection, params_from_iter};
use serde_json::Value as JsonValue;

/// An update to a nullable column.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Set<T> {
    /// Keeps the value.
    #[default]
    Keep,
    /// Sets the column to NULL.
    Clear,
    /// Writes this value.
    To(T),
}

impl<T> From<T> for Set<T> {
    fn from(value: T) -> Self {
        Self::To(value)
    }
}

/// `None` becomes [`Set::Clear`].
impl<T> From<Option<T>> for Set<T> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Clear, Self::To)
    }
}

/// A JSON document in a text column.
pub(crate) struct Json(pub(crate) JsonValue);

impl FromSql for Json {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        serde_json::from_str(value.as_str()?)
            .map(Self)
            .map_err(|error| FromSqlError::Other(Box::new(error)))
    }
}

impl ToSql for Json {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(self.0.to_string().into())
    }
}

/// The assignments of an `UPDATE`: only columns that change are written.
#[derive(Default)]
pub(crate) struct Assignments {
    columns: Vec<&'static str>,
    values: Vec<Value>,
}

impl Assignments {
    pub(crate) fn to(&mut self, column: &'static str, value: impl Into<Value>) {
        self.columns.push(column);
        self.values.push(value.into());
    }

    pub(crate) fn set_if_some<T: Into<Value>>(&mut self, column: &'static str, value: Option<T>) {
        if let Some(value) = value {
            self.to(column, value);
        }
    }

    pub(crate) fn set<T: Clone + Into<Value>>(&mut self, column: &'static str, value: &Set<T>) {
        match value {
            Set::Keep => {}
            Set::Clear => self.to(column, Value::Null),
            Set::To(value) => self.to(column, value.clone()),
        }
    }

    pub(crate) fn json(&mut self, column: &'static str, value: &Set<JsonValue>) {
        match value {
            Set::Keep => {}
            Set::Clear => self.to(column, Value::Null),
            Set::To(value) => self.to(column, value.to_string()),
        }
    }

    /// Runs `UPDATE table SET … WHERE id = …` and returns the number of rows changed. Without assignments it does
    /// nothing and returns 0.
    pub(crate) fn update(
        mut self,
        connection: &Connection,
        table: &'static str,
        id: &str,
    ) -> rusqlite::Result<usize> {
        if self.columns.is_empty() {
            return Ok(0);
        }
        let columns = self.columns.join(" = ?, ");
        let sql = format!("UPDATE {table} SET {columns} = ? WHERE id = ?");
        self.values.push(id.to_owned().into());
        connection
            .prepare_cached(&sql)?
            .execute(params_from_iter(self.values))
    }
}
