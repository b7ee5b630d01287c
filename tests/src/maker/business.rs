//! A small company on top of a workspace: roles, the customer refund published, requests that run to their end.

use std::ops::{Deref, DerefMut};

use kernel::{
    Refusal,
    act::{
        Act, Body,
        approval::{Decide, Verdict},
        change::{Proposal, Subject},
        job, request, version,
    },
    field::{Open, Writes},
    id::{JobId, PersonId, RequestId, Signer, Slug, TaskId, WorkstationId},
    process,
    role::Role,
    scope::{PRODUCTION, Scope},
    state::{Outcome, TaskKind},
};

use super::Maker;

macro_rules! sample {
    ($path:literal) => {
        include_bytes!(concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/../crates/engine/samples/customer-refund/",
            $path
        ))
    };
}

const PROCESS: &[u8] = sample!("process.bpmn");
const FORMS: [(&str, &[u8]); 3] = [
    ("refund-request", sample!("forms/refund-request.form")),
    (
        "refund-review-high",
        sample!("forms/refund-review-high.form"),
    ),
    ("refund-review-low", sample!("forms/refund-review-low.form")),
];
const RULES: [(&str, &[u8]); 2] = [
    ("refund-high", sample!("rules/refund-high.json")),
    ("refund-low", sample!("rules/refund-low.json")),
];
const CONNECTOR: (&str, &[u8]) = ("payments", sample!("connectors/payments.json"));

/// A company that pays refunds.
#[derive(Clone)]
pub struct Business {
    maker: Maker,
    version: kernel::digest::Digest,
}

fn slug(name: &str) -> Slug {
    Slug::parse(name).expect("a name")
}

impl Business {
    /// The second access admin, who ended bootstrap.
    pub const SECOND: PersonId = PersonId(2);
    /// Draws workflows.
    pub const BUILDER: PersonId = PersonId(3);
    /// Decides what is published.
    pub const OWNER: PersonId = PersonId(4);
    /// Submits requests; approves too, but never their own.
    pub const REQUESTER: PersonId = PersonId(5);
    /// Approves.
    pub const FIRST_APPROVER: PersonId = PersonId(6);
    /// Approves as well.
    pub const SECOND_APPROVER: PersonId = PersonId(7);
    /// Another workstation.
    pub const OTHER_WORKSTATION: WorkstationId = WorkstationId(2);
    /// Entries until the company is set up.
    pub const SETUP: usize = 26;

    /// The company, set up by bootstrap and review.
    pub fn new(seed: u64) -> Self {
        let mut maker = Maker::new(seed);
        let people = [
            (Self::BUILDER, "Grace Hopper"),
            (Self::OWNER, "Alan Turing"),
            (Self::REQUESTER, "Edsger Dijkstra"),
            (Self::FIRST_APPROVER, "Barbara Liskov"),
            (Self::SECOND_APPROVER, "Tony Hoare"),
            (Self::SECOND, "Frances Allen"),
        ];
        for (person, name) in people {
            maker.add_person(person, name, None);
        }
        maker.add_workstation(Self::OTHER_WORKSTATION, None);
        let roles = [
            (Self::BUILDER, Role::Builder),
            (Self::OWNER, Role::WorkflowOwner),
            (Self::REQUESTER, Role::Requester),
            (Self::REQUESTER, Role::Approver),
            (Self::FIRST_APPROVER, Role::Approver),
            (Self::SECOND_APPROVER, Role::Approver),
            (Self::SECOND, Role::AccessAdmin),
        ];
        for (person, role) in roles {
            let admin = maker.admin();
            maker.change(admin, None, grant(person, role));
        }
        maker.tick(2_000);
        let mut business = Self {
            maker,
            version: kernel::digest::Digest::default(),
        };
        business.publish();
        business
    }

    fn publish(&mut self) {
        let mut manifest = version::Create {
            called: Default::default(),
            decisions: Default::default(),
            tests: Default::default(),
            connectors: Default::default(),
            forms: Default::default(),
            name: "Customer refund".into(),
            process: self.maker.blob(PROCESS),
            rules: Default::default(),
            workflow: slug("customer-refund"),
        };
        for (rule, bytes) in RULES {
            let file = self.maker.blob(bytes);
            manifest.rules.insert(slug(rule), file);
            self.maker.change(
                Self::BUILDER,
                Some(Self::OWNER),
                Proposal::RuleSet {
                    file,
                    rule: slug(rule),
                },
            );
        }
        let (connector, bytes) = CONNECTOR;
        let file = self.maker.blob(bytes);
        manifest.connectors.insert(slug(connector), file);
        let proposal = Proposal::ConnectorSet {
            connector: slug(connector),
            file,
            token: None,
        };
        self.maker
            .change(Self::BUILDER, Some(Self::OWNER), proposal);
        for (form, bytes) in FORMS {
            manifest.forms.insert(form.into(), self.maker.blob(bytes));
        }
        self.version = manifest.digest();
        let workflow = manifest.workflow.clone();
        let id = self.maker.draw_id();
        self.maker.done(
            id,
            Signer::Person(Self::BUILDER),
            Body::VersionCreate(manifest),
            &[],
        );
        let proposal = Proposal::VersionPublish {
            version: self.version,
            workflow,
        };
        self.maker
            .change(Self::BUILDER, Some(Self::OWNER), proposal);
    }

    /// A refund is requested; one of at most 500 needs one approval, a larger one two.
    pub fn request(&mut self, amount: &str) -> RequestId {
        let id = self.draw_id();
        let customer = self.seal(id, "customer_email", "customer@example.com");
        let mut fields = Writes::default();
        let open = [
            ("order_id", "A-10432"),
            ("amount", amount),
            ("reason_code", "damaged"),
        ];
        fields
            .open
            .extend(open.map(|(path, value)| (path.to_owned(), Open::Text(value.to_owned()))));
        fields.sealed.insert("customer_email".into(), customer);
        let start = request::Start {
            fields,
            version: self.version,
            workflow: slug("customer-refund"),
        };
        let index = self.kernel.state.size;
        self.done(
            id,
            Signer::Person(Self::REQUESTER),
            Body::RequestStart(start),
            &[],
        );
        RequestId(index)
    }

    /// The approval that the request waits for.
    pub fn task(&self, request: RequestId) -> TaskId {
        let instance = self
            .kernel
            .state
            .request(&request)
            .expect("the request is open");
        let task = instance
            .tasks
            .iter()
            .find(|(_, task)| matches!(task.kind, TaskKind::Approval(_)));
        *task.expect("an approval waits").0
    }

    /// The body of an approval as a client would make it.
    pub fn approval(&self, request: RequestId) -> Decide {
        let id = self.task(request);
        let instance = self
            .kernel
            .state
            .request(&request)
            .expect("the request is open");
        let definition = self
            .kernel
            .definition(&instance.version)
            .expect("the version is compiled");
        let task = instance.tasks.get(&id).expect("the task waits");
        let rule = definition
            .approval(task.node)
            .expect("the task is an approval")
            .digest;
        Decide {
            covers: process::covers(definition, instance, task),
            environment: PRODUCTION.into(),
            reason: None,
            request,
            round: task.round,
            rule,
            task: id,
            verdict: Verdict::Approve,
            version: instance.version,
        }
    }

    /// Somebody approves.
    pub fn approve(&mut self, request: RequestId, person: PersonId) -> Result<Outcome, Refusal> {
        let body = Body::ApprovalDecide(self.approval(request));
        self.forced(Signer::Person(person), body)
    }

    /// The refund is paid: the call leaves and is answered, and the request ends.
    pub fn pay(&mut self, request: RequestId) {
        let instance = self
            .kernel
            .state
            .request(&request)
            .expect("the request is open");
        let definition = self
            .kernel
            .definition(&instance.version)
            .expect("the version is compiled");
        let (job, due): (JobId, _) = instance
            .jobs
            .iter()
            .next()
            .map(|(id, job)| (*id, job))
            .expect("a call is due");
        let call =
            process::expected_call(definition, instance, due).expect("the call can be built");
        let (by, lease) = (
            Signer::Workstation(self.via),
            "0123456789abcdef0123456789abcdef".to_owned(),
        );
        let id = self.draw_id();
        let content = self.seal(id, "content", "{}");
        let started = job::Started {
            attempt: 1,
            content,
            host: call.host,
            job,
            lease: lease.clone(),
            method: call.method,
            path: call.path,
            request,
        };
        self.done(id, by, Body::JobStarted(started), &[]);
        let mut outputs = Writes::default();
        outputs
            .open
            .insert("payment_number".into(), Open::Text("pay_1".into()));
        let completed = job::Completed {
            attempt: 1,
            job,
            lease,
            outputs,
            request,
            status: 201,
        };
        let id = self.draw_id();
        self.done(id, by, Body::JobCompleted(completed), &[]);
    }

    /// A whole refund, from request to payment.
    pub fn refund(&mut self) {
        let request = self.request("120.00");
        self.approve(request, Self::FIRST_APPROVER)
            .expect("an approver approves");
        self.pay(request);
    }

    /// The company with exactly `size` entries, all permitted: refunds and a tick now and then.
    pub fn of_size(seed: u64, size: usize, keeps_disclosed: bool) -> Self {
        let mut business = Self::new(seed);
        business.keeps_disclosed = keeps_disclosed;
        while business.entries.len() + 64 <= size {
            for _ in 0..15 {
                business.refund();
            }
            business.tick(1_500);
        }
        while business.entries.len() + 4 <= size {
            business.refund();
        }
        while business.entries.len() < size {
            business.tick(1_000);
        }
        business
    }

    /// An act of somebody who is none of the methods' actors.
    pub fn act_of(&mut self, by: Signer, body: Body) -> Act {
        let id = self.draw_id();
        self.act(id, by, body)
    }
}

/// A role for a person on the whole workspace.
fn grant(person: PersonId, role: Role) -> Proposal {
    Proposal::GrantAdd {
        from: None,
        role,
        scope: Scope::Workspace,
        subject: Subject::Person(person),
        until: None,
    }
}

impl Deref for Business {
    type Target = Maker;

    fn deref(&self) -> &Maker {
        &self.maker
    }
}

impl DerefMut for Business {
    fn deref_mut(&mut self) -> &mut Maker {
        &mut self.maker
    }
}
