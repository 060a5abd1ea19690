//! Small jobs of the kind that people give to a model, with success criteria.

use serde_json::{Value, json};

/// A small job.
pub(crate) struct Job {
    /// Name in the table.
    pub(crate) name: &'static str,
    /// The requests, each following the one before.
    pub(crate) asks: Vec<Value>,
    /// Returns true if the last interaction is a success.
    pub(crate) is_done: fn(&JobResult) -> bool,
}

/// The last interaction of a job.
pub(crate) struct JobResult {
    /// The JSON returned by the engine.
    pub(crate) interaction: Value,
    /// The text of the answer.
    pub(crate) text: String,
}

impl JobResult {
    /// Returns true if the answer contains this, ignoring case.
    fn says(&self, words: &str) -> bool {
        self.text.to_lowercase().contains(words)
    }

    /// Returns true if the answer is exactly this, ignoring case and punctuation.
    fn is(&self, words: &str) -> bool {
        let only = self.text.to_lowercase();
        only.trim_matches(|sign: char| !sign.is_alphanumeric()) == words
    }

    fn words(&self) -> usize {
        self.text.split_whitespace().count()
    }

    fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_default()
    }

    fn steps(&self) -> impl Iterator<Item = &Value> {
        self.interaction["steps"].as_array().into_iter().flatten()
    }

    /// The content of a file that the agent wrote; `None` if it did not.
    fn file(&self, name: &str) -> Option<&str> {
        self.steps()
            .map(|step| &step["arguments"])
            .filter(|arguments| {
                let path = arguments["path"].as_str().unwrap_or_default();
                path == name || path.ends_with(&format!("/{name}"))
            })
            .find_map(|arguments| arguments["content"].as_str())
    }
}

fn ask(input: impl Into<Value>) -> Value {
    json!({"input": input.into()})
}

fn job(name: &'static str, input: &str, is_done: fn(&JobResult) -> bool) -> Job {
    Job {
        name,
        asks: vec![ask(input)],
        is_done,
    }
}

/// Sets a field of every request.
fn with(mut job: Job, field: &str, value: &Value) -> Job {
    for ask in &mut job.asks {
        ask[field] = value.clone();
    }
    job
}

/// Adds a request.
fn then(mut job: Job, next: impl Into<Value>) -> Job {
    job.asks.push(ask(next));
    job
}

const NOTE: &str = "The meeting of the garden club is on 14 March 2027 at six in the evening in the old school. Bring a chair \
and something to drink. If it rains we meet in the library instead. Questions go to Mara, mara@garden.example.";

/// All jobs, the simplest first.
pub(crate) fn all() -> Vec<Job> {
    let mut jobs = questions();
    jobs.extend(texts());
    jobs.extend(forms());
    jobs.extend(agents());
    jobs
}

fn questions() -> Vec<Job> {
    vec![
        job(
            "names a capital",
            "What is the capital of France?",
            |done| done.says("paris"),
        ),
        job(
            "names the largest ocean",
            "Which ocean is the largest?",
            |done| done.says("pacific"),
        ),
        job(
            "adds two numbers",
            "What is 7 + 5? Answer with the number only.",
            |done| done.is("12"),
        ),
        job("multiplies", "What is 12 times 12?", |done| {
            done.says("144")
        }),
        job(
            "says the opposite of a word",
            "What is the opposite of hot? One word.",
            |done| done.is("cold"),
        ),
        job(
            "translates two words",
            "Translate into French: good morning",
            |done| done.says("bonjour"),
        ),
        job(
            "answers with yes or no",
            "Is ice cold? Answer only yes or no.",
            |done| done.is("yes"),
        ),
        job(
            "answers in German",
            "Wie heißt die Hauptstadt von Italien? Antworte auf Deutsch.",
            |done| done.says("rom") && !done.says("rome"),
        ),
        job(
            "lists three colours, one a line",
            "List three colours, one on each line, and nothing else.",
            |done| {
                done.text
                    .lines()
                    .filter(|line| !line.trim().is_empty())
                    .count()
                    == 3
                    && done.words() <= 9
            },
        ),
        then(
            job(
                "remembers a name",
                "My name is Tamsin. Please remember it.",
                |done| done.says("tamsin"),
            ),
            "What is my name?",
        ),
    ]
}

fn texts() -> Vec<Job> {
    let about = |name, ask: &str, is_done| job(name, &format!("{ask}\n\n{NOTE}"), is_done);
    vec![
        about(
            "finds an e-mail address",
            "Which e-mail address is in this text?",
            |done| done.says("mara@garden.example"),
        ),
        about("finds a date", "On which date is the meeting?", |done| {
            done.says("14 march")
        }),
        about(
            "finds what to do when it rains",
            "Where do they meet if it rains?",
            |done| done.says("library"),
        ),
        about(
            "sums up in one sentence",
            "Sum this up in one short sentence.",
            |done| done.words() <= 25 && done.says("meet") && done.says("garden"),
        ),
        about(
            "gives a title",
            "Give this text a title of at most six words.",
            |done| (1..=6).contains(&done.words()),
        ),
        job(
            "mends spelling",
            "Correct the spelling: I recieve teh letter tommorow.",
            |done| done.says("receive the letter tomorrow"),
        ),
        job(
            "sorts three words",
            "Sort alphabetically: pear, apple, cherry",
            |done| {
                let at = |word| done.text.to_lowercase().find(word);
                at("apple")
                    .zip(at("cherry"))
                    .zip(at("pear"))
                    .is_some_and(|((a, c), p)| a < c && c < p)
            },
        ),
        job(
            "tells praise from complaint",
            "Is this review positive or negative? One word.\n\nIt broke on the first day and nobody answered.",
            |done| done.is("negative"),
        ),
        job(
            "writes more politely",
            "Make this polite: Send me the report now.",
            |done| {
                done.says("report")
                    && (done.says("please") || done.says("could you") || done.says("would you"))
            },
        ),
        Job {
            name: "reads an attached note",
            // "The key is under the red mat."
            asks: vec![ask(json!([{"type": "text", "text": "Where is the key?"},
                {"type": "document", "mime_type": "text/plain", "data": "VGhlIGtleSBpcyB1bmRlciB0aGUgcmVkIG1hdC4="}]))],
            is_done: |done| done.says("mat"),
        },
    ]
}

fn forms() -> Vec<Job> {
    let person = json!({"type": "object", "additionalProperties": false, "required": ["name", "age"],
        "properties": {"name": {"type": "string", "maxLength": 30}, "age": {"type": "integer"}}});
    let kind = json!({"type": "object", "additionalProperties": false, "required": ["kind"],
        "properties": {"kind": {"enum": ["billing", "delivery", "other"]}}});
    let number = json!({"type": "object", "properties": {"number": {"type": "integer"}}, "required": ["number"]});
    let lamp = json!([{"type": "function", "name": "set_lamp", "description": "Switches the lamp of this number on.",
        "parameters": number}]);
    let city =
        json!({"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]});
    let weather = json!([{"type": "function", "name": "weather", "description": "The weather in a city.", "parameters": city}]);
    vec![
        with(
            job(
                "keeps to a form (any values)",
                "Make up a person.",
                |done| done.json()["name"].is_string() && done.json()["age"].is_i64(),
            ),
            "response_format",
            &person,
        ),
        with(
            job(
                "puts a sentence into a form",
                "Tamsin Okafor is 41 years old.",
                |done| done.json() == json!({"name": "Tamsin Okafor", "age": 41}),
            ),
            "response_format",
            &person,
        ),
        with(
            job(
                "sorts a message into a class",
                "My parcel has not arrived.",
                |done| done.json()["kind"] == "delivery",
            ),
            "response_format",
            &kind,
        ),
        with(
            job("calls a function", "Switch lamp 7 on.", |done| {
                done.steps()
                    .any(|step| step["name"] == "set_lamp" && step["arguments"]["number"] == 7)
            }),
            "tools",
            &lamp,
        ),
        with(
            then(
                job(
                    "uses what a function gave",
                    "What is the weather in Lisbon?",
                    |done| done.says("18"),
                ),
                json!([{"type": "function_result", "call_id": "$call", "name": "weather", "result": "18 degrees and sunny"}]),
            ),
            "tools",
            &weather,
        ),
    ]
}

fn agents() -> Vec<Job> {
    let suppliers = "Alpha: 4.20 EUR, 3 days. Beta: 3.90 EUR, 7 days. Gamma: 4.50 EUR, 1 day.";
    let work = |name, input: String, is_done| {
        let job = job(name, &input, is_done);
        with(
            with(job, "agent", &json!("errand-agent")),
            "environment",
            &json!("remote"),
        )
    };
    vec![
        work(
            "a job: leaves a report",
            format!("Compare these three suppliers in a report.\n\n{suppliers}"),
            |done| {
                let report = done.file("report.md").unwrap_or_default();
                ["Alpha", "Beta", "Gamma"]
                    .iter()
                    .all(|name| report.contains(name))
            },
        ),
        work(
            "a job: leaves a table with the right numbers",
            format!("Write suppliers.csv with the columns name, price and days.\n\n{suppliers}"),
            |done| {
                let table = done.file("suppliers.csv").unwrap_or_default();
                ["4.20", "3.90", "4.50"]
                    .iter()
                    .all(|price| table.contains(price))
                    && table.lines().count() >= 4
            },
        ),
        work(
            "a job: computes with a program",
            "Compute the sum of all numbers from 1 to 100 with a Python program.".to_owned(),
            |done| {
                done.steps().any(|step| {
                    step["type"]
                        .as_str()
                        .is_some_and(|kind| kind.ends_with("result"))
                        && step.to_string().contains("5050")
                })
            },
        ),
    ]
}
