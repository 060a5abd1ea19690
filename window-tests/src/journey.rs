//! What a person does with Errand.
