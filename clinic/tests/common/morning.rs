//! A clinic with two doctors and their hours, on Monday 23 November 2026 at 11:40.

use serde_json::{Value, json};

use super::{At, Desk, NOBODY, at, person, text, with};

/// Its Monday.
pub(crate) const TODAY: &str = "2026-11-23";

/// A clinic that is open, with the ids of its two doctors and a place at its front desk.
pub(crate) struct Morning {
    pub(crate) desk: Desk,
    pub(crate) joshi: String,
    pub(crate) arjun: String,
    seat: clinic::Seat,
}

/// The morning of a week, 9:00 to 13:00 in slots of 15 minutes, on these weekdays.
pub(crate) fn mornings(weekdays: &[i64]) -> Value {
    let session = |day: &i64| json!({ "weekday": day, "opens": 540, "closes": 780, "slot": 15, "per_slot": 1 });
    json!(weekdays.iter().map(session).collect::<Vec<_>>())
}

impl Morning {
    /// A made-up clinic whose doctors work Monday to Friday, in the morning, with room for one beyond the slots.
    pub(crate) fn new() -> Self {
        Self::at("11:40")
    }

    pub(crate) fn at(time: &str) -> Self {
        let home = tempfile::tempdir().unwrap();
        let plan = clinic::demo::Plan { patients: 0, years: 1, seed: 7, today: Some(TODAY.into()) };
        clinic::demo::fill(home.path(), &plan, |_, _| {}).unwrap();
        let desk = Desk::over(home, at(&format!("{TODAY}T{time}")));
        let place = desk.demo_person("desk");
        let doctors = place.call("users.list", json!({}));
        let id = |login: &str| {
            text(&doctors["users"].as_array().unwrap().iter().find(|u| u["login"] == login).unwrap()["id"])
        };
        let (joshi, arjun) = (id("owner"), id("doctor"));
        let owner = desk.demo_person("owner");
        let stamp = |id: &str| doctor(&owner, id)["stamp"].clone();
        for (id, room) in [(&joshi, "Room 1"), (&arjun, "Room 2")] {
            owner.call("schedule.set_hours", json!({ "doctor": id, "hours": mornings(&[1, 2, 3, 4, 5]) }));
            let said = json!({ "doctor": id, "stamp": stamp(id), "overbook": 1, "room": room });
            owner.call("schedule.set_practice", said);
        }
        let seat = place.seat;
        Self { desk, joshi, arjun, seat }
    }

    /// The front desk.
    pub(crate) fn front(&self) -> At<'_> {
        At { clinic: &self.desk.clinic, seat: self.seat }
    }

    /// A new patient.
    #[track_caller]
    pub(crate) fn patient(&self, name: &str) -> String {
        self.front().register_with(name, "female", "52", json!({ "phone": "90000 00142" }))
    }

    /// A new patient with a token for that doctor.
    #[track_caller]
    pub(crate) fn arrive(&self, name: &str, doctor: &str) -> Value {
        let patient = self.patient(name);
        self.front().call("queue.arrive", json!({ "patient": patient, "doctor": doctor }))
    }

    /// Books Dr. Joshi on a day at a minute.
    pub(crate) fn booking(&self, patient: &str, day: &str, minute: i64) -> Value {
        json!({ "patient": patient, "doctor": self.joshi, "day": day, "minute": minute, "kind": "new" })
    }

    #[track_caller]
    pub(crate) fn board(&self) -> Value {
        self.front().call("queue.list", json!({}))
    }

    /// A doctor's lane.
    #[track_caller]
    pub(crate) fn lane(&self, doctor: &str) -> Value {
        let board = self.board();
        board["lanes"].as_array().unwrap().iter().find(|l| l["doctor"] == doctor).unwrap().clone()
    }

    /// The names of Dr. Joshi's lane: inside, waiting in order, over.
    #[track_caller]
    pub(crate) fn names(&self) -> [Vec<String>; 3] {
        let lane = self.lane(&self.joshi);
        ["in_room", "waiting", "over"]
            .map(|part| lane[part].as_array().unwrap().iter().map(|t| text(&t["name"])).collect())
    }

    /// The token of somebody, wherever they are on the board.
    #[track_caller]
    pub(crate) fn token(&self, name: &str) -> Value {
        let board = self.board();
        for lane in board["lanes"].as_array().unwrap() {
            for part in ["in_room", "waiting", "over"] {
                if let Some(token) = lane[part].as_array().unwrap().iter().find(|t| t["name"] == name) {
                    return token.clone();
                }
            }
        }
        panic!("{name} has no token in {board}");
    }

    /// The arguments of a step of somebody's token as it is seen now.
    #[track_caller]
    pub(crate) fn seen(&self, name: &str, more: Value) -> Value {
        let token = self.token(name);
        with(json!({ "visit": token["visit"], "stamp": token["stamp"] }), more)
    }

    /// Takes a step of somebody's token.
    #[track_caller]
    pub(crate) fn step(&self, step: &str, name: &str) -> Value {
        self.front().call(step, self.seen(name, json!({})))
    }
}

/// The row of a doctor in the schedule.
pub(crate) fn doctor(at: &At<'_>, id: &str) -> Value {
    let schedule = at.call("schedule.get", json!({}));
    schedule["doctors"].as_array().unwrap().iter().find(|d| d["doctor"] == id).unwrap().clone()
}

/// Arguments that would be taken, with every text field in them; `None` for a command of something else.
pub(crate) fn sample(owner: &At<'_>, command: &str) -> Option<Value> {
    let id = person(owner, "meera")["id"].clone();
    let patient = || owner.register("Sunita Patil", "female", "52");
    let open = || {
        let hours: Vec<Value> = (1..=7)
            .map(|day| json!({ "weekday": day, "opens": 0, "closes": 1440, "slot": 1, "per_slot": 50 }))
            .collect();
        owner.call("schedule.set_hours", json!({ "doctor": id, "hours": hours }));
    };
    let step = |more: Value| with(json!({ "visit": NOBODY, "stamp": "00" }), more);
    let token = |more: Value| {
        let arrived = owner.call("queue.arrive", json!({ "patient": patient(), "doctor": id }));
        with(json!({ "visit": arrived["visit"], "stamp": arrived["stamp"] }), more)
    };
    let booking = |day: &str, minute: i64| {
        open();
        json!({ "patient": patient(), "doctor": id, "day": day, "minute": minute, "kind": "new", "reason": "Cough" })
    };
    Some(match command {
        "schedule.get" => json!({ "from": TODAY }),
        "schedule.set_hours" => json!({ "doctor": id, "hours": mornings(&[1]) }),
        "schedule.set_practice" => {
            let said = json!({ "doctor": id, "speciality": "Skin", "room": "Room 1" });
            if doctor(owner, &text(&id))["stamp"].is_null() {
                owner.call("schedule.set_practice", said.clone());
            }
            with(said, json!({ "stamp": doctor(owner, &text(&id))["stamp"] }))
        }
        "schedule.close" => json!({ "doctor": id, "first": "2098-01-06", "last": "2098-01-07", "reason": "Diwali" }),
        "schedule.reopen" => json!({ "closure": NOBODY, "stamp": "00" }),
        "doctors.late" => json!({ "doctor": id, "minutes": 0 }),
        "appointments.book" => {
            let more = json!({ "repeat": { "every": 1, "unit": "week", "count": 2 }, "with": [patient()] });
            with(booking("2097-03-04", 600), more)
        }
        "appointments.slots" => json!({ "doctor": id, "day": TODAY }),
        "appointments.list" => json!({ "from": TODAY, "to": TODAY, "doctor": id }),
        "appointments.of_patient" => json!({ "patient": NOBODY }),
        "appointments.move" => {
            json!({ "appointment": NOBODY, "stamp": "00", "doctor": id, "day": TODAY, "minute": 600 })
        }
        "appointments.cancel" | "appointments.no_show" => json!({ "appointment": NOBODY, "stamp": "00" }),
        "appointments.told" => json!({ "appointment": NOBODY, "stamp": "00", "told": true }),
        "queue.list" => json!({ "day": TODAY }),
        "queue.arrive" => {
            let today = owner.call("queue.list", json!({}))["day"].clone();
            let booked = owner.call("appointments.book", booking(&text(&today), 1439));
            let (patient, appointment) = (&booked["booked"][0]["patient"], &booked["booked"][0]["appointment"]);
            json!({ "patient": patient, "appointment": appointment, "doctor": id, "kind": "new", "reason": "Cough",
                    "ahead": "71 years old" })
        }
        "queue.call_next" => json!({ "doctor": id, "next": NOBODY }),
        "queue.ahead" => token(json!({ "reason": "Breathless" })),
        "queue.cancel" => token(json!({ "reason": "Went home" })),
        "queue.move" => step(json!({ "doctor": id })),
        "queue.set_patient" => step(json!({ "patient": NOBODY })),
        "queue.call" | "queue.finish" | "queue.step_out" | "queue.back" | "queue.away" | "queue.no_show" => {
            step(json!({}))
        }
        _ => return None,
    })
}

/// What reads show of the queue and of booking after these arguments were taken.
pub(crate) fn reads(owner: &At<'_>, args: &Value) -> Vec<Value> {
    let mut shown = vec![owner.call("schedule.get", json!({})), owner.call("queue.list", json!({}))];
    let ask = |name: &str, args: Value| owner.clinic.dispatch(&owner.seat, name, args);
    if args["patient"].is_string() {
        shown.extend(ask("appointments.of_patient", json!({ "patient": args["patient"] })));
    }
    if args["visit"].is_string() {
        shown.extend(ask("history.list", json!({ "record": "visit", "id": args["visit"] })));
    }
    shown
}
