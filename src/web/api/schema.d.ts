// Made from the OpenAPI document by scripts/web-types; test/unit/web holds it to the routes.

export interface paths {
    "/api/accounts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Supervisors and administrators, by login */
        get: operations["listAccounts"];
        put?: never;
        /** Add a supervisor or an administrator */
        post: operations["addAccount"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/accounts/{login}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change the given fields */
        patch: operations["changeAccount"];
        trace?: never;
    };
    "/api/accounts/{login}/disable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Disable an account and end its sessions */
        post: operations["disableAccount"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/accounts/{login}/reset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Create a one-time password
         * @description Ends the sessions of the account and turns its authenticator off. It may no longer ask to see what is hidden.
         */
        post: operations["resetAccount"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The audit log, newest first */
        get: operations["listAudit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/audit/chain": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Result of the last check of the chain */
        get: operations["getAuditChain"];
        put?: never;
        /**
         * Check the chain
         * @description Starts a check, unless one is running. GET /api/audit/chain gives its result.
         */
        post: operations["checkAuditChain"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/board": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every manager: the phone, since when and why away, the current call, and the day so far; callers who wait */
        get: operations["getBoard"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/calls": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Calls, newest first */
        get: operations["listCalls"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/calls.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Calls as CSV, newest first
         * @description All that match, however many. For accounts that may export. A file that could not be finished ends without the end of its transfer; so it does where the account is disabled or the session ends meanwhile.
         */
        get: operations["exportCalls"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/calls/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One call, live or ended */
        get: operations["getCall"];
        put?: never;
        post?: never;
        /**
         * Hang up
         * @description Both legs are being hung up when the answer comes; the end follows as an event.
         */
        delete: operations["hangUpCall"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/calls/{id}/hold": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Put the customer on hold
         * @description The customer hears music, for five minutes at most; then the two are joined again.
         */
        post: operations["holdCall"];
        /**
         * Back to the customer
         * @description Ends the hold; a colleague who is called or talked with is hung up. After a blind transfer that nobody has taken yet, the phone of the manager rings.
         */
        delete: operations["resumeCall"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/calls/{id}/listener": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Listen to a conversation, whisper to its manager, or join it
         * @description Rings the phone of the account; whoever takes part already does so in the given way from now on. Keys of that phone do the same: 4 listens, 5 whispers, 6 joins. `event: listening` says how it stands.
         */
        put: operations["listenToCall"];
        post?: never;
        /** Take part no longer */
        delete: operations["leaveCall"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/calls/{id}/number": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Have the customer key in a new number
         * @description Parts the two who talk: the customer keys the number in on the own phone, and confirms it; the manager hears music. Then they are joined again, and `keyed` of the call says what came of it. The number is the customer’s from then on, in the slot; nobody is shown it.
         */
        post: operations["askForNumber"];
        /** Join the two again before the customer has keyed in the number */
        delete: operations["cancelNumber"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/calls/{id}/transfer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Pass the customer to a colleague
         * @description The customer hears music meanwhile. The colleague is shown name and order of the customer for this call, never the number. If nobody takes the customer, they come back to the manager.
         */
        post: operations["transferCall"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/calls/{id}/transfer/complete": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Leave the customer to the colleague
         * @description As hanging up does. While the colleague’s phone still rings, it goes on ringing for the customer.
         */
        post: operations["completeTransfer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/calls/{id}/transfer/three": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Manager, colleague and customer together
         * @description Possible once the colleague has answered. Whoever of the two hangs up leaves the other with the customer.
         */
        post: operations["joinThree"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/calls/{id}/voicemail": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Say whether a voicemail answered
         * @description Star7 marks calls that a voicemail seems to have answered; this corrects the mark, live or afterwards. Marked calls count as unanswered in statistics.
         */
        put: operations["markVoicemail"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/colleagues": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** To whom you can pass customers */
        get: operations["listColleagues"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/connector-hooks/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Webhooks of a shop
         * @description Only the ids of orders are taken from it; the orders are fetched.
         */
        post: operations["takeConnectorHook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/connectors": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Shops whose orders are fetched, and how that goes */
        get: operations["listConnectors"];
        put?: never;
        /** Add a shop; its first synchronisation begins at once */
        post: operations["addConnector"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/connectors/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One shop */
        get: operations["getConnector"];
        put?: never;
        post?: never;
        /** Remove a shop; its orders stay */
        delete: operations["deleteConnector"];
        options?: never;
        head?: never;
        /** Change a shop; what is not given stays. A new address needs its keys again */
        patch: operations["changeConnector"];
        trace?: never;
    };
    "/api/connectors/{id}/hook": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A new address and secret for webhooks; the previous ones end */
        post: operations["renewConnectorHook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/connectors/{id}/rejects": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Orders of a shop that could not be taken, and why */
        get: operations["listConnectorRejects"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/connectors/{id}/rejects/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Fetch orders again that could not be taken */
        post: operations["retryConnectorRejects"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/connectors/{id}/sync": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Look for changed orders now; with `sinceDays`, a first synchronisation again */
        post: operations["syncConnector"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/connectors/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Read a page of orders from a shop, show the first ones as they would be taken, and write nothing */
        post: operations["previewConnector"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/connectors/sample": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What an answer of a shop of the kind `rest` holds, to draw its map by
         * @description Values that are numbers or addresses are not shown. Of `map`, the requests count.
         */
        post: operations["sampleConnector"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/connectors/try": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Read a page of orders from a shop, and write nothing */
        post: operations["tryConnector"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/contact-changes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Changed contacts of all orders, newest first
         * @description That a slot was changed, when and by whom; never what it was or is.
         */
        get: operations["listContactChanges"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/courier": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What a courier has on the way */
        get: operations["courierDay"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/courier/call": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** End the live call */
        delete: operations["courierHangUp"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/courier/orders/{number}/calls": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Call the customer of an order: the own mobile rings first */
        post: operations["courierCall"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/courier/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign a courier in by a code
         * @description Sets the cookie of the session. A code signs in once.
         */
        post: operations["courierSignIn"];
        /** Sign a courier out */
        delete: operations["courierSignOut"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/couriers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Couriers, by number */
        get: operations["listCouriers"];
        put?: never;
        /** Add a courier */
        post: operations["addCourier"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/couriers/{number}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change the given fields; takes effect with the next call */
        patch: operations["changeCourier"];
        trace?: never;
    };
    "/api/couriers/{number}/code": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Create a code that signs a courier in once
         * @description The page of couriers is `/courier`; its address with `#code` signs in. An earlier code ends.
         */
        post: operations["createCourierCode"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/couriers/{number}/disable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Disable a courier
         * @description Signs the courier out and takes back what is on the way. The number is free again.
         */
        post: operations["disableCourier"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/couriers/{number}/pin": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Create a PIN
         * @description An earlier PIN ends. It is keyed in after the courier number, on any phone.
         */
        post: operations["createCourierPin"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/desk-phones": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Desk phones that Star7 has set up, and links that wait for their phone */
        get: operations["listDeskPhones"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/dids": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Company numbers and what a call to each does
         * @description First the route of all numbers without one of their own (`did` null), stored or not; then by number.
         */
        get: operations["listDids"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/dids/{did}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Add or replace the route of a company number; takes effect with the next call
         * @description Fields that are not given have their defaults. Recorded in the audit log before it is done.
         */
        put: operations["putDid"];
        post?: never;
        /**
         * Remove the route of a company number
         * @description The number then has the route of all others; these have the default of the program.
         */
        delete: operations["deleteDid"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/doctor": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Findings of the last run */
        get: operations["getDoctor"];
        put?: never;
        /**
         * Run the doctor
         * @description It takes some seconds and changes nothing. One run at a time.
         */
        post: operations["runDoctor"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Calls, phones, presence and orders as they change, as server-sent events
         * @description First the live calls, the phones and who is away as they stand, then each change. `event: call` has a Call as data; `event: listening` {callId, listeners} the supervisors who take part in a call, each {actor, name, mode, announced, startedAt, answeredAt}: for supervisors, and for the manager if they were announced; `event: phone` {extension, registered, inUse}, each true, false or "unknown"; `event: presence` {extension, away, awaySince, awayReason, awayUntil} of a manager who takes inbound calls or a break; `event: order` {orderNumber} of an order on which something was written. With `Last-Event-ID` it goes on from there instead; `event: gap` says that changes are missing: how things stand follows, and lists have to be read again. A manager sees their own calls, phone, presence and orders only. Other kinds of events may come one day. A reader that does not keep up is cut off.
         */
        get: operations["streamEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/first-steps": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What a new installation has by now, of what it needs before its first call
         * @description A step that was done once stays done: afterwards GET /api/pbx says how the PBX is.
         */
        get: operations["getFirstSteps"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/imports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Imports from the browser, newest first */
        get: operations["listImports"];
        put?: never;
        /**
         * Import orders from CSV or XLSX
         * @description The file is the body. It is read as it comes, and the answer comes when it is over; `GET /api/imports` tells meanwhile how far it is. Orders are written a thousand at a time: where the upload breaks off, the import is `interrupted` and what was written stays written; so it is where the account is disabled or the session ends meanwhile, and the answer is 401 then. Importing a file again changes nothing.
         */
        post: operations["startImport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/imports/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One import, running or over */
        get: operations["getImport"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/imports/{id}/rejects.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Rows that were left out, and what was not understood of others
         * @description Line, reason, column, cell without numbers and addresses, explanation. The first 100,000.
         */
        get: operations["getImportRejects"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/interviews/{id}/call": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Call the customer: the interviewer’s phone rings first */
        post: operations["callInterview"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/interviews/{id}/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What came of the customer: answers, a refusal, or nobody was reached */
        post: operations["endInterview"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/interviews/next": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The next customer to be interviewed; null if nobody can be called now */
        post: operations["nextInterview"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/interviews/present": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The customer whom this interviewer has, and what to ask */
        get: operations["getInterview"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/leaks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The leak watch: each group as it stands, what its orders can show, and cases
         * @description For accounts that the operator named (`star7 leaks readers`). Each look is in the audit log.
         */
        get: operations["getLeakWatch"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/leaks/access": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether this account may see the leak watch */
        get: operations["getLeakAccess"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/leaks/cases/{id}/close": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Close a case of the leak watch: a person decided, and says why */
        post: operations["closeLeakCase"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/leaks/cases/{id}/name": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Agree that reports name the group of a case; they do when two persons have agreed */
        post: operations["nameLeakCase"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/leaks/cases/{id}/survey": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ask customers about a case: those who have most likely left, mixed with as silent ones of others */
        post: operations["startSurvey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/leaks/decoy-hits/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say what a call to a decoy was, as a person heard it */
        post: operations["judgeDecoyHit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/leaks/decoy-mails/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say what a mail to a decoy was, as a person read it */
        post: operations["judgeDecoyMail"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/leaks/decoy-sms/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say what an SMS to a decoy was, as a person read it */
        post: operations["judgeDecoySms"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/leaks/decoys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Decoys by channel, who called them, and what that is worth
         * @description For accounts that the operator named (`star7 leaks readers`). Each look is in the audit log.
         */
        get: operations["getDecoys"];
        put?: never;
        /** Plant decoys in a channel, as far as numbers are free */
        post: operations["plantDecoys"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/leaks/decoys/{id}/retire": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Retire a decoy: its number is free again, its orders stay */
        post: operations["retireDecoy"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/leaks/decoys/chance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Which chance of a call so many decoys give */
        get: operations["getDecoyChance"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/leaks/interviewers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Name a manager who interviews customers, or no longer
         * @description Best somebody without customers: nobody is given customers of their own, or of their own team’s case.
         */
        post: operations["nameInterviewer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/leaks/interviews/{id}/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What came of a customer of a survey, in the interviewer's place, with a note of why
         * @description The number is that of the call in the lists of calls: `interview:31` is 31.
         */
        post: operations["enterInterview"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/leaks/leave": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Enter a leave: its weeks are left out of the comparison, from the next run on */
        post: operations["addLeave"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/leaks/leave/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Remove a leave that was entered by mistake */
        delete: operations["removeLeave"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/leaks/reports/{month}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the watch found in a month, to be passed on: names no person unless two have agreed */
        get: operations["getLeakReport"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/leaks/surveys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Surveys, and how each open case of the leak watch stands with all its sources */
        get: operations["getSurveys"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/leaks/surveys/{id}/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End a survey before all answers are there: what was said so far counts */
        post: operations["endSurvey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/leaks/surveys/plan": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How many answers a survey needs, to find with 80 % what is assumed */
        get: operations["planSurvey"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/mail-templates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Templates of mails as they are written */
        get: operations["listMailTemplates"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/mail-templates/{slug}/{language}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Change a template of mails */
        put: operations["changeMailTemplate"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/mails": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Mails of one’s orders, the newest first
         * @description Managers: of their own; supervisors and administrators: of all. Without texts.
         */
        get: operations["listMails"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/managers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Managers, by extension */
        get: operations["listManagers"];
        put?: never;
        /** Add a manager */
        post: operations["addManager"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/managers/{extension}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change the given fields; takes effect with the next call */
        patch: operations["changeManager"];
        trace?: never;
    };
    "/api/managers/{extension}/desk-phone": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make a link by which a desk phone gets its settings, once
         * @description The phone's file has what it registers with. A link that the manager has ends; a phone that works goes on working until the new one has its file. Code of a fault of the MAC address: `mac-invalid`.
         */
        post: operations["linkDeskPhone"];
        /**
         * Withdraw a manager's desk phone and the link to one
         * @description Within a second or two the phone is registered no longer. A call that goes on is not cut.
         */
        delete: operations["withdrawDeskPhone"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/managers/{extension}/disable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Disable a manager
         * @description Orders, calls and records stay. The extension is free for a new employee; import the open orders with another extension to hand them over.
         */
        post: operations["disableManager"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/managers/{extension}/mobile": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * The number of a manager's own mobile
         * @description It rings and calls in once the manager has confirmed it. Null removes it.
         */
        put: operations["setManagerMobile"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/managers/{extension}/presence": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Have a manager take inbound calls, or a break */
        put: operations["setManagerPresence"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/managers/{extension}/reach": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Choose where a manager's calls ring */
        put: operations["setManagerReach"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/managers/{extension}/reset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Create a one-time password
         * @description Ends the sessions of the manager and turns the authenticator off. A manager without an account gets one.
         */
        post: operations["resetManager"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/mobile": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** My own mobile (managers) */
        get: operations["getMobile"];
        /**
         * The number of my own mobile (managers)
         * @description Needs a session, and its password. The number rings and calls in once it is confirmed: `POST /me/mobile/call`. Code of a fault of the password: `wrong`.
         */
        put: operations["setMobile"];
        post?: never;
        /** Forget my own mobile and its PIN (managers) */
        delete: operations["removeMobile"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/mobile/call": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Have the number that waits called, which says a code (managers)
         * @description The code confirms the number: `PUT /me/mobile/code`. It is valid for ten minutes.
         */
        post: operations["callMobile"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/mobile/code": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Confirm my own mobile (managers)
         * @description Code of a fault: `wrong`. After three wrong codes the number is called again.
         */
        put: operations["confirmMobile"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/mobile/pin": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Create a PIN for calls from my own mobile (managers)
         * @description An earlier PIN ends. Needs a session, and its password.
         */
        post: operations["createPin"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/presence": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether I take inbound calls (managers) */
        get: operations["getPresence"];
        /**
         * Take inbound calls, or a break (managers)
         * @description On a break, calls that come in go to other managers. Calls can be placed all the same. A break with an end is over then.
         */
        put: operations["setPresence"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/reach": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where my calls ring (managers) */
        get: operations["getReach"];
        /**
         * Choose where my calls ring (managers)
         * @description Of calls that I place by a click, and of those that come in, from customers and colleagues. The next call goes by it.
         */
        put: operations["setReach"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/notes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Notes of all orders, newest first */
        get: operations["listNotes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/orders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Orders, by order number */
        get: operations["listOrders"];
        put?: never;
        /**
         * State several orders
         * @description As PUT of each, in their sequence. Refused orders keep none of the others out. After an error send the batch again.
         */
        post: operations["stateOrders"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/orders/{number}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One order
         * @description Unknown and someone else's orders are answered alike. Too many of them lock a manager out of every order.
         */
        get: operations["getOrder"];
        /**
         * State one order: it is added or brought up to date
         * @description For a token of the role `shop`. Idempotent: stating an order again changes nothing. It goes through the rules of an import, and can be called once the answer is there.
         */
        put: operations["stateOrder"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/orders/{number}/automatic-calls": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether an order's customer has agreed to automatic calls */
        get: operations["getCallConsent"];
        /**
         * State that an order's customer has agreed to automatic calls, when and by what
         * @description Without it no customer is called automatically. An agreement of a day before a withdrawal does not count.
         */
        put: operations["stateCallConsent"];
        post?: never;
        /** The customer has withdrawn the consent to automatic calls */
        delete: operations["withdrawCallConsent"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/orders/{number}/calls": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Call the customer of an order
         * @description Unknown, closed and someone else's orders are answered alike. A repeated request (same key, or the same order while it is still being connected) gives the call that there is.
         */
        post: operations["startCall"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/orders/{number}/contacts/{slot}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Put a telephone number into a slot of an order's customer
         * @description Write-only: nothing tells what the slot held before, not even whether it was the same. It holds for the customer's other open orders for which the shop stated the same number there, and later imports that still state the old number leave it. Faults have a `code`: empty, not-a-number, too-short, too-long, unknown-country-code, invalid-for-region, has-extension, closed-destination
         */
        put: operations["changeContact"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/orders/{number}/contacts/{slot}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Undo a change of a telephone number or an e-mail address
         * @description For supervisors. What was there before stands again, wherever the change had put the other.
         */
        post: operations["restoreContact"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/orders/{number}/contacts/email": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Give an order's customer another e-mail address
         * @description Write-only, as numbers are. Mails go there from then on; answers from the address before are still taken, and marked. Faults have a `code`: empty, not-an-address, too-long, own-domain
         */
        put: operations["changeEmail"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/orders/{number}/delivery": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who delivers an order */
        get: operations["getDelivery"];
        /**
         * Hand an order over to a courier, or end its delivery
         * @description From the hand-over until the delivery, and no longer than the setting `courierAccessHours` says, the courier may call the customer. To the same courier again changes nothing.
         */
        put: operations["setDelivery"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/orders/{number}/details": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What an order holds: items, delivery, payment, comments */
        get: operations["getOrderDetails"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/orders/{number}/email-confirmation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask the customer of an order to confirm the e-mail address by a link
         * @description The link is in the mail alone. At most 3 for an order and 30 by one person in 24 hours. `GET …/mails` says what came of it.
         */
        post: operations["askAddressConfirmation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/orders/{number}/fields/{field}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Fill a field of the site in
         * @description Fields are those of `GET /api/orders/{number}/details`. Numbers and addresses in a text are hidden. The entry stays in the history; an empty value clears the field.
         */
        put: operations["fillInField"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/orders/{number}/items/{nth}/picture": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The picture of an item
         * @description Star7 fetches it from the shop, of hosts alone that an administrator has listed as the shop's.
         */
        get: operations["getItemPicture"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/orders/{number}/mail-draft": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What one has begun to write to the customer of an order */
        get: operations["getMailDraft"];
        /**
         * Keep what one has begun to write
         * @description For its author alone, and as it was typed. Sending a mail drops it.
         */
        put: operations["keepMailDraft"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/orders/{number}/mail-templates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Templates with what an order has */
        get: operations["listFilledMailTemplates"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/orders/{number}/mails": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The mails of an order */
        get: operations["getMailThread"];
        put?: never;
        /**
         * Write to the customer of an order
         * @description By mail or SMS. Numbers, addresses and sites other than the shop’s are hidden in it, and `hidden` says how many there were.
         */
        post: operations["writeMail"];
        /**
         * Delete all mails of the customer of an order, of all their orders
         * @description The customer’s right. Calls stay as they are; backups keep mails until they age out.
         */
        delete: operations["forgetMails"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/orders/{number}/mails/{mail}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A mail with its text */
        get: operations["readMail"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/orders/{number}/mails/{mail}/pictures/{nth}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A picture of a mail
         * @description Encoded again when it came in: it has no metadata.
         */
        get: operations["getMailPicture"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/orders/{number}/notes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Write a note on an order
         * @description Numbers and addresses in it are hidden, and `hidden` says how many there were.
         */
        post: operations["addNote"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/orders/{number}/timeline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What happened to an order: calls, notes, outcomes and changed contacts, newest first */
        get: operations["getTimeline"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/orders/{number}/wrap-up": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Record the outcome of a call and get the next order
         * @description Entry, place in the queue and the wish not to be called are written together, or nothing is. Repeated with the same key it gives what the first gave. Faults have a `code`: unknown-outcome, unknown-check, time-needed, time-past, time-too-far, time-unwanted, order-closed, do-not-call
         */
        post: operations["wrapUpOrder"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/orders/{number}/wrap-up/undo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take an outcome back that was saved by mistake
         * @description For the manager who wrote it, within two minutes, while nothing else has been written on the order and nobody has called since. The outcome stays in the history, and an entry `outcome-undone` says that it does not hold: the order is where it was in the queue, and a wish not to be called that began with it has ended.
         */
        post: operations["undoWrapUp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/outcomes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Possible outcomes of a call */
        get: operations["listOutcomes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/pbx": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Trunks and phones */
        get: operations["getPbx"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/people": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Names of managers by extension */
        get: operations["listPeople"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/phone": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make this page my phone (managers, pages only)
         * @description Any other page of the manager is no phone from now on. Calls ring here instead of at the desk phone.
         */
        post: operations["beginDuty"];
        /** Make this page no phone any longer (managers, pages only) */
        delete: operations["endDuty"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/phone/quality": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Say how my talk sounds in this page (managers, pages only)
         * @description Means over the seconds since the report before, every five seconds. They are kept with the call, as the page’s own figures. Without a talk, and where they come more often, nothing is kept.
         */
        post: operations["reportQuality"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/phone/relay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Renew what my page has its sound relayed by (managers on duty, pages only) */
        post: operations["renewRelay"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/pool": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Open orders that no active manager has, the newest first */
        get: operations["listPool"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/pool/count": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How many orders of the pool a search finds */
        get: operations["countPool"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/pool/deal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give orders of the pool to managers
         * @description Orders that somebody has meanwhile are left out.
         */
        post: operations["dealPool"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/quality": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How live calls sound, leg by leg
         * @description Measured every five seconds, from the first seconds of the talk on. How a call sounded that has ended is in its record.
         */
        get: operations["getLiveQuality"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/queue": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A manager's own orders, as they are to be worked through
         * @description Missed: customers who called and reached nobody, the longest waiting first, whether their order is due, done or closed. To call: due now, the longest first. Later: due later, the soonest first. Done: the last first. Mail: those with unread mails of their customers, whatever their part, the one that waits longest first.
         */
        get: operations["listQueue"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/queue/counts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How many orders are in each part of a manager's queue
         * @description With a search: how many of them it finds.
         */
        get: operations["countQueue"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/reveals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Requests to see what is hidden */
        get: operations["listReveals"];
        put?: never;
        /**
         * Ask to see a number, an address or an original mail
         * @description Shows nothing: somebody else who may has to approve it first, within a day.
         */
        post: operations["askReveal"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/reveals/{reveal}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Approve what somebody else asks for */
        post: operations["approveReveal"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/reveals/{reveal}/look": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** See it, once, within an hour of the approval */
        post: operations["lookAtReveal"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/reveals/{reveal}/refuse": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Refuse a request, or take it back */
        post: operations["refuseReveal"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/reveals/access": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether one may ask to see what is hidden */
        get: operations["getRevealAccess"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who is signed in */
        get: operations["getSession"];
        put?: never;
        /**
         * Sign in
         * @description Sets the cookie of the session. An unknown login, a wrong password and a disabled account are answered alike, after the same time.
         */
        post: operations["signIn"];
        /** Sign out */
        delete: operations["signOut"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/session/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Set a new password
         * @description Ends all other sessions of the account. Codes of faults: `wrong` (the current one), `too-short`, `too-simple`, `contains-login`, `same-as-before`.
         */
        put: operations["changePassword"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/session/preferences": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change how the pages look; other fields stay as they are */
        patch: operations["changePreferences"];
        trace?: never;
    };
    "/api/session/terms": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Accept the confidentiality terms
         * @description Code of a fault: `outdated`, where the text has changed meanwhile.
         */
        put: operations["acceptTerms"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/session/totp": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Turn the authenticator on
         * @description Ends the account's other sessions. Code of a fault: `wrong`.
         */
        put: operations["confirmTotp"];
        /**
         * Set up an authenticator
         * @description The secret is shown only once. Codes are required after a first code has confirmed it. Code of a fault: `wrong`.
         */
        post: operations["beginTotp"];
        /**
         * Turn the authenticator off
         * @description Ends the account's other sessions. Code of a fault: `wrong`.
         */
        delete: operations["removeTotp"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Settings that may change while Star7 runs */
        get: operations["listSettings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change the given settings; null restores the default
         * @description Takes effect with the next call, session and sign-in.
         */
        patch: operations["changeSettings"];
        trace?: never;
    };
    "/api/settings/orders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Rules for orders: words for statuses, columns, assignment, the checklist of calls, what managers see */
        get: operations["getOrderRules"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Put some of the rules for orders in place of those in use */
        patch: operations["changeOrderRules"];
        trace?: never;
    };
    "/api/settings/outcomes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Outcomes in use */
        get: operations["listEditedOutcomes"];
        /**
         * Put a list in place of the one in use
         * @description What an order ended with earlier keeps its slug and label.
         */
        put: operations["replaceOutcomes"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sms/strangers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * SMS that came in and are at no order, the newest first
         * @description Their numbers are not kept. They are deleted after 30 days.
         */
        get: operations["listStrangerSms"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/statistics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Calls by hour, day and manager, their results, the waiting time of new orders and of callers from outside
         * @description `answered`: the customer answered. A call counts when it was asked for. Callers from outside are counted in `inbound` alone. Faults of the range have a `code`: time-zone-unknown, range-empty, range-too-long.
         */
        get: operations["getStatistics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/terms": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The confidentiality terms */
        get: operations["getTerms"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhook-deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Deliveries that were given up, or that wait for addresses that are off, newest first */
        get: operations["listIdleDeliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhook-deliveries/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Drop a delivery that was given up */
        delete: operations["dropDelivery"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhook-deliveries/{id}/resend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send a delivery again that was given up */
        post: operations["resendDelivery"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Addresses that are told of orders and calls */
        get: operations["listWebhooks"];
        put?: never;
        /**
         * Add an address
         * @description It is told of what happens from then on. Deliveries are signed by the Standard Webhooks specification with the secret of the response, which is shown only here.
         */
        post: operations["addWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Remove an address, with all that waits for it */
        delete: operations["deleteWebhook"];
        options?: never;
        head?: never;
        /** Change an address, what it is told of, or whether it is */
        patch: operations["changeWebhook"];
        trace?: never;
    };
    "/api/webhooks/{id}/resend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send again all deliveries of an address that were given up */
        post: operations["resendWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks/{id}/secret": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Replace the secret of an address
         * @description What is sent from then on is signed with the new one; what the receiver refuses is sent again.
         */
        post: operations["renewWebhookSecret"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/healthz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether Star7 is alive, and the state of its dependencies */
        get: operations["health"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/readyz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether calls can be taken: PBX and database respond, tables are up to date, Star7 is not stopping */
        get: operations["readiness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description A supervisor or an administrator. */
        Account: {
            disabledAt: string | null;
            /**
             * @description language of the pages
             * @enum {string}
             */
            language: "ru" | "en";
            lastSeenAt: string | null;
            /**
             * @description lowercase Latin letters, digits, dots, dashes and underscores, a letter first
             * @example ivanova
             */
            login: string;
            /** @description may export lists as a file */
            mayExport: boolean;
            /** @description still has the password that an administrator was shown */
            mustChangePassword: boolean;
            /**
             * @description a name for lists and reports
             * @example Olga Ivanova
             */
            name: string;
            phone: string | null;
            /**
             * @description what the account may do
             * @enum {string}
             */
            role: "supervisor" | "administrator";
            /** @description signing in requires the code of an authenticator */
            totp: boolean;
        };
        /** @description A call, live or ended: names and times, never a number. */
        Call: {
            colleague: {
                /** @example 102 */
                extension: string;
                /** @description false while the phone rings */
                isTalking: boolean;
                name: string;
            } | null;
            courierName: string | null;
            customer: {
                answeredAt: string | null;
                endedAt: string | null;
                ringingAt: string | null;
                startedAt: string | null;
            };
            customerName: string | null;
            did: string | null;
            /**
             * @description a manager's call, a caller's from outside, or a courier's
             * @enum {string}
             */
            direction: "outbound" | "inbound" | "courier";
            disposition: ("answered" | "busy" | "no-answer" | "rejected" | "unreachable" | "not-in-service" | "barred" | "trunks-down" | "cancelled" | "manager-busy" | "manager-no-answer" | "manager-unreachable" | "manager-declined" | "courier-not-reached" | "abandoned" | "not-taken" | "call-back-wanted" | "out-of-hours" | "not-identified" | "refused" | "look-up-failed" | "failed" | "interrupted") | null;
            endedAt: string | null;
            /**
             * @description the manager's; of an inbound call whose it is now, '' if nobody's
             * @example 101
             */
            extension: string;
            hangupCause: number | null;
            hungUpBy: ("manager" | "courier" | "customer" | "network" | "request" | "system") | null;
            /** Format: uuid */
            id: string;
            keyed: {
                /**
                 * @description what came of it
                 * @enum {string}
                 */
                result: "saved" | "not-keyed" | "invalid" | "cancelled" | "too-many-changes" | "refused" | "unavailable";
                /**
                 * @description which of the contact points
                 * @enum {string}
                 */
                slot: "main" | "second" | "recipient";
            } | null;
            /** @description the shop's side: the manager's leg, or the courier's */
            manager: {
                answeredAt: string | null;
                endedAt: string | null;
                ringingAt: string | null;
                startedAt: string | null;
            };
            /**
             * @description extensions of those who had the customer, in order
             * @example [
             *       "101",
             *       "102"
             *     ]
             */
            managers: string[];
            orderNumber: string | null;
            ownerExtension: string | null;
            /**
             * @description where the call stands
             * @enum {string}
             */
            phase: "authorising" | "identifying" | "asking" | "queueing" | "calling-manager" | "calling-courier" | "accepting" | "calling-customer" | "connecting" | "talking" | "keying" | "holding" | "consulting" | "transferring" | "conferring" | "announcing" | "clearing" | "ended";
            /** @description how the legs sounded, by leg; empty of a live call (see /quality), and where nothing was measured, as of short calls */
            quality: components["schemas"]["LegQuality"][];
            refusal: ("locked-out" | "hourly-cap" | "daily-cap" | "order" | "do-not-call" | "destination" | "calling-hours") | null;
            /**
             * Format: date-time
             * @description RFC 3339, with microseconds, in UTC
             * @example 2026-07-01T09:30:00.000123Z
             */
            requestedAt: string;
            revision: number | null;
            sipCode: number | null;
            /**
             * @description which of the customer's contact points
             * @enum {string}
             */
            slot: "main" | "second" | "recipient";
            /**
             * @description how it came to be
             * @enum {string}
             */
            startKind: "short-code" | "call-back" | "click" | "inbound" | "call-back-wish" | "own-mobile" | "survey";
            /** @description both sides joined */
            talkSeconds: number;
            trunk: string | null;
            /** @description the customer was being passed on when the call ended, and nobody had taken them: missed */
            untaken: boolean;
            /** @description a voicemail seems to have answered, or has: such calls count as unanswered in statistics */
            voicemail: boolean;
        };
        /** @description A shop whose orders Star7 fetches. Without its keys. */
        Connector: {
            /** @description where the interface of the shop is, https */
            address: string;
            /**
             * Format: date-time
             * @description RFC 3339, with microseconds, in UTC
             * @example 2026-07-01T09:30:00.000123Z
             */
            changedAt: string;
            changedBy: string;
            /** @description orders are fetched */
            enabled: boolean;
            id: number;
            /**
             * @description of the shop
             * @enum {string}
             */
            kind: "woocommerce" | "shopify" | "prestashop" | "opencart" | "bitrix" | "bitrix24" | "insales" | "moysklad" | "amocrm" | "rest";
            /**
             * @description of the comments
             * @enum {string}
             */
            language: "ru" | "en";
            /** @description of the kind `rest`: how the interface is read */
            map: {
                amountsInCents: boolean;
                /**
                 * @description how requests are authenticated
                 * @enum {string}
                 */
                authentication: "bearer" | "basic" | "header";
                /** @description JSON Pointer (RFC 6901): in the order, when it was changed */
                changedAt: string;
                /** @description by field, where the answer has it; the first that is filled counts */
                fields: {
                    [key: string]: string[];
                };
                /** @description of `header` */
                headerName: string | null;
                /** @description JSON Pointer (RFC 6901): in a webhook, the id of the order */
                hookId: string | null;
                /** @description JSON Pointer (RFC 6901): in the order, its id */
                id: string;
                /** @description by field, where the answer has it; the first that is filled counts */
                itemFields: {
                    [key: string]: string[];
                };
                /** @description JSON Pointer (RFC 6901): in the order, its items */
                items: string | null;
                list: {
                    /** @description JSON whose texts may have the same placeholders */
                    body: string | null;
                    /**
                     * @description of the request
                     * @enum {string}
                     */
                    method: "GET" | "POST" | "PUT" | "PATCH";
                    /** @description below the address of the shop, with `{since}`, `{page}`, `{offset}`, `{id}`, `{text}`, `{status}` */
                    path: string;
                };
                /** @description JSON Pointer (RFC 6901): of `token`: the next one */
                nextToken: string | null;
                one: {
                    /** @description JSON whose texts may have the same placeholders */
                    body: string | null;
                    /**
                     * @description of the request
                     * @enum {string}
                     */
                    method: "GET" | "POST" | "PUT" | "PATCH";
                    /** @description below the address of the shop, with `{since}`, `{page}`, `{offset}`, `{id}`, `{text}`, `{status}` */
                    path: string;
                };
                /** @description JSON Pointer (RFC 6901): the order in the answer to `one` */
                order: string;
                /** @description JSON Pointer (RFC 6901): the orders in the answer to `list` */
                orders: string;
                outcome: {
                    /** @description JSON whose texts may have the same placeholders */
                    body: string | null;
                    /**
                     * @description of the request
                     * @enum {string}
                     */
                    method: "GET" | "POST" | "PUT" | "PATCH";
                    /** @description below the address of the shop, with `{since}`, `{page}`, `{offset}`, `{id}`, `{text}`, `{status}` */
                    path: string;
                } | null;
                /**
                 * @description how pages follow each other
                 * @enum {string}
                 */
                pages: "number" | "token" | "time";
                /** @description a page with fewer orders is the last */
                pageSize: number;
                requestsPerSecond: number;
                /**
                 * @description how `{since}` is written
                 * @enum {string}
                 */
                sinceAs: "iso" | "seconds" | "milliseconds";
            } | null;
            /** @description for lists */
            name: string;
            /** @description by outcome: the status that the order gets in the shop */
            outcomeStatuses: {
                [key: string]: string;
            };
            /** @description by the id of a field of the site: the name that the shop has for it */
            ownFields: {
                [key: string]: string;
            };
            /** @description how often Star7 looks for what no webhook has reported */
            pollSeconds: number;
            /** @description before the numbers of its orders, where another shop has the same ones */
            prefix: string;
            state: {
                failingSince: string | null;
                fault: string | null;
                /** @description orders that a webhook has named and that are not fetched yet */
                hints: number;
                /** @description by the first synchronisation */
                ordersRead: number;
                ordersTotal: number | null;
                reachedAt: string | null;
                /** @description orders that could not be taken */
                rejects: number;
                syncedAt: string | null;
            };
            /** @description the shop's words for a status, before those of the rules for orders */
            statuses: {
                [key: string]: "open" | "closed" | "cancelled";
            };
            /** @description outcomes of calls are sent to the shop as comments */
            tellsOutcomes: boolean;
        };
        /** @description Somebody who delivers: never a number. */
        Courier: {
            /** @description days on which the courier may call */
            activeDays: ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[];
            /** @description orders with the courier */
            carries: number;
            /** @description null for the own one */
            company: string | null;
            disabledAt: string | null;
            /** @description the own mobile is known */
            hasPhone: boolean;
            hasPin: boolean;
            /**
             * @description language of the voice prompts
             * @enum {string}
             */
            language: "ru" | "en";
            /**
             * @description a name for lists and reports
             * @example Sergey Orlov
             */
            name: string;
            /**
             * @description the courier number, keyed in with the PIN on other phones: up to six digits
             * @example 17
             */
            number: string;
        };
        /** @description What a call to a company number does. */
        Did: {
            changedAt: string | null;
            changedBy: string | null;
            /** @description callers who wait may key in a new number of theirs, after the proof of the order */
            changesNumber: boolean;
            did: string | null;
            /**
             * @description nobody takes the call, or it comes outside opening hours: a call-back on the list of the manager, or an announcement only
             * @enum {string}
             */
            fallback: "call-back" | "announce";
            /**
             * @description a sound on the PBX that says who was reached, as Asterisk names it; null for none
             * @example custom/shop-hello
             */
            greeting: string | null;
            /**
             * @description the group that takes callers of no manager; null for everybody
             * @example sales
             */
            group: string | null;
            /** @description local days on which calls are not taken */
            holidays: string[];
            /**
             * @description for lists
             * @example Shop on the corner
             */
            label: string;
            /**
             * @description language of everything that callers hear
             * @enum {string}
             */
            language: "ru" | "en";
            /**
             * @description local hours in which calls are taken; null for always
             * @example mon-fri 09:00-21:00, sat 10:00-18:00
             */
            openingHours: string | null;
            /**
             * @description the manager of the order is busy or away: wait for that manager, another one of the same group, anybody
             * @enum {string}
             */
            overflow: "wait" | "group" | "everybody";
            /**
             * @description what must be keyed after the order number: whole units of the order’s total, or nothing
             * @enum {string}
             */
            proof: "amount" | "none";
            /**
             * @description who calls this number
             * @enum {string}
             */
            purpose: "customers" | "couriers" | "managers";
            /** @description how long the phone of one manager rings: 5 to 120 */
            ringSeconds: number;
            /**
             * @description IANA time zone of opening hours and holidays
             * @example Europe/Moscow
             */
            timeZone: string;
            /**
             * @description no order has the number of the caller, or it is withheld: asked for the order number by keys, put through to any manager, refused politely
             * @enum {string}
             */
            unknownCaller: "order-number" | "everybody" | "refuse";
            /** @description how long a caller waits at most: 10 to 3600 */
            waitSeconds: number;
        };
        /** @description One thing that happened to an order: a call, a note, an outcome, a change. */
        Entry: {
            /**
             * Format: date-time
             * @description RFC 3339, with microseconds, in UTC
             * @example 2026-07-01T09:30:00.000123Z
             */
            at: string;
            by: {
                login: string | null;
                /** @example Anna */
                name: string;
            } | null;
            call: components["schemas"]["Call"] | null;
            callId: string | null;
            callLaterAt: string | null;
            checklist: {
                done: boolean;
                text: string;
            }[] | null;
            field: string | null;
            /** @description how many were hidden */
            hidden: number;
            /** @example 4711 */
            id: string;
            /**
             * @description what happened
             * @enum {string}
             */
            kind: "call" | "note" | "outcome" | "outcome-undone" | "contact-changed" | "contact-restored" | "field-changed";
            outcome: string | null;
            /** @description a changed contact that this reader can restore now */
            restorable: boolean;
            slot: ("main" | "second" | "recipient" | "email") | null;
            text: string | null;
        };
        /** @description A delivery that nobody tries: given up, and kept for 30 days, or held by an address that is off. */
        IdleDelivery: {
            attempts: number;
            /**
             * Format: date-time
             * @description RFC 3339, with microseconds, in UTC
             * @example 2026-07-01T09:30:00.000123Z
             */
            createdAt: string;
            failedAt: string | null;
            fault: ("host-unknown" | "address-refused" | "unreachable" | "timeout" | "certificate" | "redirected" | "gone" | "status" | "secret-unreadable") | null;
            id: number;
            /** @description the receiver’s `webhook-id` */
            messageId: string;
            orderNumber: string;
            status: number | null;
            /**
             * @description what it tells of
             * @enum {string}
             */
            topic: "order.status" | "order.outcome" | "call.ended" | "customer.not-reached";
            webhookId: number;
        };
        /** @description A file with orders from the browser: its progress and its result. */
        Import: {
            /** @description orders */
            added: number;
            /** @description login of the sender */
            by: string;
            /** @description of the file, read so far */
            bytes: number;
            changed: number;
            /** @description the file was tried, and nothing was written */
            dryRun: boolean;
            endedAt: string | null;
            fault: string | null;
            findings: {
                columns: {
                    field: string | null;
                    /** @description without numbers and addresses */
                    header: string;
                }[];
                /** @description how many cells of orders that went in were not understood, by code */
                noticed: {
                    [key: string]: number;
                };
                /** @description new orders that nobody has yet */
                pooled: number;
                /** @description what was put before order numbers */
                prefix?: string;
                /**
                 * @description how the columns were read
                 * @example shopify
                 */
                profile: string;
                /** @description how many rows were left out, by fault */
                rejected?: {
                    [key: string]: number;
                };
                /** @description rows that go on with an order of another row */
                repeated: number;
                /** @description rows that are no order, such as totals */
                skipped: number;
                /** @description words that were not understood, once each */
                words: {
                    /** @example status-unknown */
                    code: string;
                    rows: number;
                    /** @description of the shop, without numbers and addresses */
                    word: string;
                }[];
            } | null;
            id: number;
            /** @description rejected rows */
            rejected: number;
            rowsRead: number;
            /**
             * Format: date-time
             * @description RFC 3339, with microseconds, in UTC
             * @example 2026-07-01T09:30:00.000123Z
             */
            startedAt: string;
            /**
             * @description interrupted: what was written by then stays written; send the file again
             * @enum {string}
             */
            state: "running" | "done" | "failed" | "interrupted";
            unchanged: number;
        };
        /** @description How a leg of a call sounded: means over its talk. */
        LegQuality: {
            extension: string | null;
            fault: ("network" | "microphone" | "computer") | null;
            from: {
                jitterMs: number;
                /** @description packets that did not arrive */
                lossPercent: number;
            } | null;
            /** @description of the worst five seconds */
            lowestMos: number;
            /** @description mean opinion score by the E-model, 1 to 4.5, of the worse direction */
            mos: number;
            /**
             * @description whose leg it is
             * @enum {string}
             */
            party: "manager" | "customer" | "courier" | "colleague" | "supervisor";
            roundTripMs: number | null;
            /** @description for how long */
            seconds: number;
            /**
             * @description who measured: the PBX, or the page, whose figures are its user’s to write
             * @enum {string}
             */
            source: "pbx" | "page";
            to: {
                jitterMs: number;
                /** @description packets that did not arrive */
                lossPercent: number;
            } | null;
            trunk: string | null;
        };
        /** @description A mail of an order. Holds no number and no address. */
        Mail: {
            /**
             * Format: date-time
             * @description RFC 3339, with microseconds, in UTC
             * @example 2026-07-01T09:30:00.000123Z
             */
            at: string;
            author: string | null;
            /**
             * @description `in`: from the customer
             * @enum {string}
             */
            direction: "in" | "out";
            fault: ("mailbox-unknown" | "mailbox-full" | "mailbox-disabled" | "domain-unknown" | "too-large" | "rejected" | "unreachable" | "number-unreachable" | "number-unknown" | "sender-refused" | "not-permitted" | "do-not-contact" | "destination" | "out-of-hours" | "order-closed" | "too-old" | "address-changed" | "unanswered" | "other") | null;
            /** @description numbers, addresses and hosts that were replaced in it */
            hidden: number;
            id: number;
            /**
             * @description who or what wrote it
             * @enum {string}
             */
            kind: "person" | "automatic" | "bounce" | "read-receipt";
            /** @description of an SMS: what it is paid by; 0 of a mail */
            parts: number;
            /** @description how many it has: see its pictures’ route */
            pictures: number;
            readAt: string | null;
            readBy: string | null;
            refused: ("calendar" | "contact-card" | "message" | "signature" | "winmail" | "picture" | "too-large" | "too-many" | "file")[];
            /** @description an SMS that may have arrived twice: whether the first try got through is not known */
            repeated: boolean;
            /** @description it came from an address that the order had before somebody typed another */
            senderFormer: boolean;
            /** @description it came from the order's own address; a name of a sender can be forged */
            senderKnown: boolean;
            /** @description a filter before Star7 took it for spam */
            spam: boolean;
            /**
             * @description where it is
             * @enum {string}
             */
            state: "received" | "queued" | "sent" | "delivered" | "delayed" | "failed";
            subject: string;
            /** @description plain text, redacted */
            text: string;
            /**
             * @description how it travels
             * @enum {string}
             */
            transport: "mail" | "sms";
        };
        /** @description The mails of an order, without their texts. */
        MailThread: {
            address: {
                at: string | null;
                /**
                 * @description of the address that the order has now; `confirmed`: by a link that was sent there
                 * @enum {string}
                 */
                state: "none" | "unconfirmed" | "asked" | "confirmed";
            };
            /** @description the customer can be asked to confirm the address by a link */
            canConfirm: boolean;
            /** @description the order has an address to write to */
            canWrite: boolean;
            forgottenAt: string | null;
            /** @description the oldest first; the last 200 of a long thread */
            items: {
                /**
                 * Format: date-time
                 * @description RFC 3339, with microseconds, in UTC
                 * @example 2026-07-01T09:30:00.000123Z
                 */
                at: string;
                author: string | null;
                /**
                 * @description `in`: from the customer
                 * @enum {string}
                 */
                direction: "in" | "out";
                fault: ("mailbox-unknown" | "mailbox-full" | "mailbox-disabled" | "domain-unknown" | "too-large" | "rejected" | "unreachable" | "number-unreachable" | "number-unknown" | "sender-refused" | "not-permitted" | "do-not-contact" | "destination" | "out-of-hours" | "order-closed" | "too-old" | "address-changed" | "unanswered" | "other") | null;
                /** @description numbers, addresses and hosts that were replaced in it */
                hidden: number;
                id: number;
                /**
                 * @description who or what wrote it
                 * @enum {string}
                 */
                kind: "person" | "automatic" | "bounce" | "read-receipt";
                /** @description of an SMS: what it is paid by; 0 of a mail */
                parts: number;
                /** @description how many it has: see its pictures’ route */
                pictures: number;
                readAt: string | null;
                readBy: string | null;
                refused: ("calendar" | "contact-card" | "message" | "signature" | "winmail" | "picture" | "too-large" | "too-many" | "file")[];
                /** @description an SMS that may have arrived twice: whether the first try got through is not known */
                repeated: boolean;
                /** @description it came from an address that the order had before somebody typed another */
                senderFormer: boolean;
                /** @description it came from the order's own address; a name of a sender can be forged */
                senderKnown: boolean;
                /** @description a filter before Star7 took it for spam */
                spam: boolean;
                /**
                 * @description where it is
                 * @enum {string}
                 */
                state: "received" | "queued" | "sent" | "delivered" | "delayed" | "failed";
                subject: string;
                /**
                 * @description how it travels
                 * @enum {string}
                 */
                transport: "mail" | "sms";
            }[];
            /** @description this site has mail */
            on: boolean;
            sms: {
                /** @description the order is open and has a number */
                canWrite: boolean;
                /** @description parts that an SMS may have */
                mostParts: number;
            } | null;
        };
        /** @description An employee who calls customers. */
        Manager: {
            account: {
                exists: boolean;
                lastSeenAt: string | null;
                mustChangePassword: boolean;
                totp: boolean;
            } | null;
            /** @description ask the phone to answer click-to-call automatically */
            autoAnswer: boolean;
            awaySince: string | null;
            /**
             * @description the company's number that customers see: country code and digits alone; null for the site's
             * @example 74951234567
             */
            did: string | null;
            disabledAt: string | null;
            /**
             * @description 1 to 32 letters and digits, with dots, dashes, underscores inside
             * @example 101
             */
            extension: string;
            /**
             * @description managers of one group stand in for each other when customers call; null for none
             * @example sales
             */
            group: string | null;
            /** @description the own mobile is known and confirmed */
            hasMobile: boolean;
            /**
             * @description language of the voice prompts
             * @enum {string}
             */
            language: "ru" | "en";
            /** @description calls in any 24 hours; 0 for no limit, null for the site's */
            maxCallsDay: number | null;
            /** @description calls in any hour; 0 for no limit, null for the site's */
            maxCallsHour: number | null;
            /**
             * @description a name for lists and reports
             * @example Anna Petrova
             */
            name: string;
            openOrders: number;
            /** @description ask to press 1 before the customer is called */
            pressToAccept: boolean;
            /**
             * @description what a dialled short code does with the phone
             * @enum {string}
             */
            shortCodeMode: "keep" | "call-back";
        };
        /** @description An order as its manager may see it: no number, no address. */
        Order: {
            amount: string | null;
            currency: string | null;
            customerName: string;
            /** @description the customer must not be called */
            doNotCall: boolean;
            /**
             * Format: date-time
             * @description when to call; for a completed order, the time of completion
             * @example 2026-07-01T09:30:00.000123Z
             */
            dueAt: string;
            extension: string | null;
            /**
             * @description those of them with an extension, which Star7 dials after the answer
             * @example []
             */
            extensions: string[];
            lastOutcome: string | null;
            lastOutcomeAt: string | null;
            missed: {
                calls: number;
                /**
                 * @description call-back-wanted if that was asked for once, else the last call’s
                 * @enum {string}
                 */
                disposition: "abandoned" | "not-taken" | "call-back-wanted" | "out-of-hours" | "interrupted" | "failed" | "look-up-failed" | "cancelled";
                /**
                 * Format: date-time
                 * @description when the last of them came in
                 * @example 2026-07-01T09:30:00.000123Z
                 */
                lastAt: string;
                /**
                 * Format: date-time
                 * @description when the first of these calls came in
                 * @example 2026-07-01T09:30:00.000123Z
                 */
                since: string;
            } | null;
            /** @example 1001 */
            orderNumber: string;
            placedAt: string | null;
            /**
             * @description where it stands in its manager's queue
             * @enum {string}
             */
            queue: "missed" | "to-call" | "later" | "done";
            /**
             * @description contact points of the customer
             * @example [
             *       "main"
             *     ]
             */
            slots: string[];
            /**
             * @description only open orders can be called
             * @enum {string}
             */
            status: "open" | "closed" | "cancelled";
            /** @description mails of the customer that its manager has not read */
            unreadMails: number;
        };
        /** @description What an order holds beside customer and amount: no number, no address of e-mail. */
        OrderDetails: {
            /** @description the site keeps the address from managers */
            addressHidden: boolean;
            /** @description what a call is to settle, as the site lists it */
            checklist: string[];
            details: {
                comment: string | null;
                /** @description columns of the shop's own that an administrator has chosen */
                custom: {
                    name: string;
                    value: string;
                }[];
                delivery: {
                    address: string | null;
                    country: string | null;
                    method: string | null;
                    region: string | null;
                    town: string | null;
                    tracking: string | null;
                    wished: string | null;
                    zip: string | null;
                };
                items: {
                    link: string | null;
                    option: string | null;
                    /** @description there is a picture of it */
                    picture: boolean;
                    price: string | null;
                    quantity: string | null;
                    sku: string | null;
                    title: string;
                    total: string | null;
                }[];
                notes: string | null;
                payment: {
                    method: string | null;
                    state: string | null;
                };
                source: string | null;
                tags: string[];
                totals: {
                    delivery: string | null;
                    discount: string | null;
                    subtotal: string | null;
                    tax: string | null;
                };
            } | null;
            dialled: string | null;
            /** @description fields of the site that people fill in, those that the reader may see */
            fields: {
                choices: string[];
                id: string;
                /**
                 * @description what is filled in
                 * @enum {string}
                 */
                kind: "text" | "number" | "date" | "choice" | "yes-no";
                name: string;
                value: string | null;
            }[];
            /** @description the customer's other orders, as figures */
            others: {
                cancelled: number;
                closed: number;
                lastPlacedAt: string | null;
                open: number;
            };
            statedNumber: string | null;
        };
        /** @description How orders come in, whose they are, and what is shown of them. */
        OrderRules: {
            assignment: {
                /** @description the shop's words for a manager, such as an e-mail address */
                aliases: {
                    [key: string]: string;
                };
                /** @description a customer goes to the manager of the last order */
                earlierManagerFirst: boolean;
                /** @description the first that holds decides; the one of its managers with the fewest open orders has the order */
                rules: {
                    /** @description one of these is a part of it */
                    items?: string[];
                    /** @description extensions; empty: every active manager */
                    managers: string[];
                    maxAmount?: string;
                    minAmount?: string;
                    /** @description one of these is a part of it */
                    places?: string[];
                    /** @description one of these is a part of it */
                    sources?: string[];
                }[];
            };
            /** @description what a call is to settle; kept with its outcome */
            checklist: string[];
            /** @description by profile and column: the field that it is read as, `field:` and the id of a field of the site, or ignore */
            columns: {
                [key: string]: {
                    [key: string]: string;
                };
            };
            /** @description fields of orders that people fill in */
            fields: {
                /** @description of a choice */
                choices: string[];
                /** @description values are kept by it */
                id: string;
                /**
                 * @description what is filled in
                 * @enum {string}
                 */
                kind: "text" | "number" | "date" | "choice" | "yes-no";
                /** @description managers see and fill it in at their own orders; else supervisors and administrators alone */
                managers: boolean;
                name: string;
            }[];
            page: {
                /** @description the address of a delivery is shown to managers */
                managersSeeAddress: boolean;
                /** @description whose products can be opened, and whose pictures Star7 fetches and shows; small letters */
                shopHosts: string[];
            };
            /** @description by profile: what an import puts before order numbers, where two shops have the same ones */
            prefixes: {
                [key: string]: string;
            };
            /** @description the shop's words for a status */
            statuses: {
                [key: string]: "open" | "closed" | "cancelled";
            };
        };
        /** @description A possible outcome of a call, as the shop defines it. */
        Outcome: {
            /** @description needs `callLaterAt` */
            asksTime: boolean;
            delayMinutes: number | null;
            /** @description the customer must not be called again */
            doNotCall: boolean;
            label: {
                en: string;
                ru: string;
            };
            /**
             * @description where the order goes
             * @enum {string}
             */
            movesTo: "to-call" | "later" | "done";
            /** @example no-answer */
            slug: string;
        };
        /** @description What a call may end with, in the order in which managers see it. */
        OutcomeList: {
            items: {
                /** @description the manager says when to call again */
                asksTime: boolean;
                /** @description when the order is due again, where the manager is not asked */
                delayMinutes: number | null;
                /** @description the customer must not be called again */
                doNotCall: boolean;
                label: {
                    /** @description a label, not blank */
                    en: string;
                    /** @description a label, not blank */
                    ru: string;
                };
                /**
                 * @description where the order goes
                 * @enum {string}
                 */
                movesTo: "to-call" | "later" | "done";
                /**
                 * @description lowercase Latin letters, digits and dashes; permanent, since orders refer to it
                 * @example call-later
                 */
                slug: string;
            }[];
        };
        /** @description What a page registers with, over GET /api/phone (SIP over WebSocket). */
        PhoneCredentials: {
            /** @description user of the SIP address, and login */
            endpoint: string;
            /** @description for digest authentication; shown once, ends with the duty */
            password: string;
            relay: {
                /** @description for an hour */
                credential: string;
                /** @description whether the page may use no other way */
                only: boolean;
                /** @description TURN servers */
                urls: string[];
                username: string;
            } | null;
        };
        /** @description Problem details (RFC 9457). Holds no value of the request. */
        Problem: {
            /** @description what happened, and what to do */
            detail: string;
            /** @description all faults of the request */
            errors?: {
                /** @description stable; set where a field can have several faults */
                code?: string;
                /** @description what is expected there */
                detail: string;
                /**
                 * @description part of the request
                 * @enum {string}
                 */
                in: "body" | "query" | "header";
                /** @description JSON Pointer (RFC 6901) as a fragment */
                pointer: string;
            }[];
            /** @description why, where there can be several reasons; stable */
            reason?: string;
            /** @description stable; programs rely on it */
            slug: string;
            status: number;
            title: string;
            /** @description urn:star7:problem: and the slug */
            type: string;
        };
        /** @description A request to see what is hidden. Holds no number and no address. */
        Reveal: {
            /**
             * Format: date-time
             * @description RFC 3339, with microseconds, in UTC
             * @example 2026-07-01T09:30:00.000123Z
             */
            askedAt: string;
            /**
             * @description as in the audit log
             * @example account:ivanova
             */
            askedBy: string;
            decidedAt: string | null;
            decidedBy: string | null;
            expiresAt: string | null;
            id: number;
            mail: number | null;
            /** @description why, in words; redacted */
            note: string;
            /** @example 1001 */
            orderNumber: string;
            /** @description the reader asked for it, who may look and not approve */
            own: boolean;
            /**
             * @description why somebody wants to see it
             * @enum {string}
             */
            reason: "authority" | "complaint" | "customer-request" | "suspicion" | "other";
            shownAt: string | null;
            /**
             * @description where it stands
             * @enum {string}
             */
            state: "asked" | "approved" | "refused" | "shown" | "expired";
            /**
             * @description a number of the customer, the address, or a mail as it came
             * @enum {string}
             */
            what: "main" | "second" | "recipient" | "email" | "mail";
        };
        /** @description Who is signed in, and how their pages look. */
        Session: {
            awaySince: string | null;
            /**
             * @description colour scheme of the pages
             * @enum {string}
             */
            colorScheme: "auto" | "light" | "dark";
            /** @description for the header `x-star7-csrf` of requests that change something */
            csrfToken: string;
            extension: string | null;
            /** @description idle time after which the session ends */
            idleSeconds: number;
            /**
             * @description language of the pages
             * @enum {string}
             */
            language: "ru" | "en";
            /** @example 101 */
            login: string;
            /** @description may export the call log as a file */
            mayExport: boolean;
            name: string;
            /**
             * @description what the account may do
             * @enum {string}
             */
            role: "manager" | "supervisor" | "administrator";
            /** @description until this is empty, other routes respond `sign-in-unfinished` */
            steps: ("new-password" | "terms")[];
            /** @description signing in requires the code of an authenticator */
            totp: boolean;
            /** @description of Star7 */
            version: string;
        };
        /** @description What administrators may change while Star7 runs. */
        Settings: {
            items: ({
                changedAt: string | null;
                changedBy: string | null;
                /** @description calls of one manager in any hour; 0 for no limit */
                default: number;
                /** @enum {string} */
                name: "callsPerHour";
                /** @description calls of one manager in any hour; 0 for no limit */
                value: number;
            } | {
                changedAt: string | null;
                changedBy: string | null;
                /** @description calls of one manager in any 24 hours; 0 for no limit */
                default: number;
                /** @enum {string} */
                name: "callsPerDay";
                /** @description calls of one manager in any 24 hours; 0 for no limit */
                value: number;
            } | {
                changedAt: string | null;
                changedBy: string | null;
                /** @description how often Star7 itself calls a customer back who asked for it; 0: never */
                default: number;
                /** @enum {string} */
                name: "callBackTries";
                /** @description how often Star7 itself calls a customer back who asked for it; 0: never */
                value: number;
            } | {
                changedAt: string | null;
                changedBy: string | null;
                /**
                 * @description when customers may be called, in their local time
                 * @example mon-fri 08:00-22:00, sat-sun 09:00-20:00
                 */
                default: string;
                /** @enum {string} */
                name: "callingHours";
                /**
                 * @description when customers may be called, in their local time
                 * @example mon-fri 08:00-22:00, sat-sun 09:00-20:00
                 */
                value: string;
            } | {
                changedAt: string | null;
                changedBy: string | null;
                /**
                 * @description IANA time zone of customers whose time zone is unknown
                 * @example Europe/Moscow
                 */
                default: string;
                /** @enum {string} */
                name: "defaultTimeZone";
                /**
                 * @description IANA time zone of customers whose time zone is unknown
                 * @example Europe/Moscow
                 */
                value: string;
            } | {
                changedAt: string | null;
                changedBy: string | null;
                /** @description idle time after which a session ends */
                default: number;
                /** @enum {string} */
                name: "sessionIdleMinutes";
                /** @description idle time after which a session ends */
                value: number;
            } | {
                changedAt: string | null;
                changedBy: string | null;
                /** @description hours after the hand-over in which a courier may call the customer */
                default: number;
                /** @enum {string} */
                name: "courierAccessHours";
                /** @description hours after the hand-over in which a courier may call the customer */
                value: number;
            } | {
                changedAt: string | null;
                changedBy: string | null;
                /** @description calls of one courier in any hour; 0 for no limit */
                default: number;
                /** @enum {string} */
                name: "courierCallsPerHour";
                /** @description calls of one courier in any hour; 0 for no limit */
                value: number;
            } | {
                changedAt: string | null;
                changedBy: string | null;
                /** @description calls of one courier in any 24 hours; 0 for no limit */
                default: number;
                /** @enum {string} */
                name: "courierCallsPerDay";
                /** @description calls of one courier in any 24 hours; 0 for no limit */
                value: number;
            } | {
                changedAt: string | null;
                changedBy: string | null;
                /** @description couriers key in their PIN on their own mobile too */
                default: boolean;
                /** @enum {string} */
                name: "courierPinAlways";
                /** @description couriers key in their PIN on their own mobile too */
                value: boolean;
            } | {
                changedAt: string | null;
                changedBy: string | null;
                /**
                 * @description to whom managers may pass customers, with order and name
                 * @enum {string}
                 */
                default: "group" | "everybody";
                /** @enum {string} */
                name: "transferScope";
                /**
                 * @description to whom managers may pass customers, with order and name
                 * @enum {string}
                 */
                value: "group" | "everybody";
            } | {
                changedAt: string | null;
                changedBy: string | null;
                /**
                 * @description whether supervisors may listen to conversations: not at all, announced to both who talk, or silently
                 * @enum {string}
                 */
                default: "off" | "announced" | "silent";
                /** @enum {string} */
                name: "supervisorListening";
                /**
                 * @description whether supervisors may listen to conversations: not at all, announced to both who talk, or silently
                 * @enum {string}
                 */
                value: "off" | "announced" | "silent";
            } | {
                changedAt: string | null;
                changedBy: string | null;
                /** @description confidentiality terms; a change asks everyone to accept again */
                default: {
                    en: string;
                    ru: string;
                };
                /** @enum {string} */
                name: "terms";
                /** @description confidentiality terms; a change asks everyone to accept again */
                value: {
                    en: string;
                    ru: string;
                };
            })[];
        };
        /** @description What became of an order. Repeats nothing of a contact. */
        StatedOrder: {
            explanation: string | null;
            /** @description what was left out or not understood; the order is in */
            notices: {
                /** @description stable */
                code: string;
                explanation: string;
                pointer: string | null;
            }[];
            orderNumber: string | null;
            reason: string | null;
            /**
             * @description by everything but contacts: whether these differ from what is stored is never said
             * @enum {string}
             */
            result: "created" | "changed" | "unchanged" | "refused";
        };
        /** @description An address that is told of orders and calls. */
        Webhook: {
            /**
             * Format: date-time
             * @description RFC 3339, with microseconds, in UTC
             * @example 2026-07-01T09:30:00.000123Z
             */
            changedAt: string;
            /**
             * @description as in the audit log
             * @example account:ivanova
             */
            changedBy: string;
            /** @description deliveries that were given up */
            dead: number;
            /** @description false: nothing is sent, and nothing new kept for it */
            enabled: boolean;
            id: number;
            lastDeliveredAt: string | null;
            /** @description deliveries that are still to be made */
            pending: number;
            topics: ("order.status" | "order.outcome" | "call.ended" | "customer.not-reached")[];
            /**
             * @description https; http to hosts in STAR7_OUTGOING_PRIVATE alone
             * @example https://shop.example/star7
             */
            url: string;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    listAccounts: {
        parameters: {
            query?: {
                /** @description include disabled ones */
                disabledToo?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of them */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Account"][];
                    };
                };
            };
            /** @description invalid-request: Invalid request. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description role-forbidden: You may not do this. csrf: Not from a page of Star7. sign-in-unfinished: Sign-in is not finished. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many-failures: Too many failed authentications. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    addAccount: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description language of the pages
                     * @enum {string}
                     */
                    language?: "ru" | "en";
                    /**
                     * @description lowercase Latin letters, digits, dots, dashes and underscores, a letter first
                     * @example ivanova
                     */
                    login: string;
                    /** @description may export lists as a file */
                    mayExport?: boolean;
                    /**
                     * @description a name for lists and reports
                     * @example Olga Ivanova
                     */
                    name: string;
                    phone?: string | null;
                    /**
                     * @description what the account may do
                     * @enum {string}
                     */
                    role: "supervisor" | "administrator";
                };
            };
        };
        responses: {
            /** @description Added */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        account: components["schemas"]["Account"];
                        /** @description for the first sign-in, which asks for another; shown only in this response */
                        password: string;
                    };
                };
            };
            /** @description invalid-request: Invalid request. malformed-body: The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description role-forbidden: You may not do this. csrf: Not from a page of Star7. sign-in-unfinished: Sign-in is not finished. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description body-too-large: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unsupported-media-type: Unsupported media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many-failures: Too many failed authentications. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changeAccount: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example ivanova */
                login: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description language of the pages
                     * @enum {string}
                     */
                    language?: "ru" | "en";
                    /** @description may export lists as a file */
                    mayExport?: boolean;
                    /**
                     * @description a name for lists and reports
                     * @example Olga Ivanova
                     */
                    name?: string;
                    phone?: string | null;
                    /**
                     * @description what the account may do
                     * @enum {string}
                     */
                    role?: "supervisor" | "administrator";
                };
            };
        };
        responses: {
            /** @description The account as it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Account"];
                };
            };
            /** @description invalid-request: Invalid request. malformed-body: The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description role-forbidden: You may not do this. csrf: Not from a page of Star7. sign-in-unfinished: Sign-in is not finished. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description account-not-found: No such account. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description last-administrator: The last administrator. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description body-too-large: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unsupported-media-type: Unsupported media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many-failures: Too many failed authentications. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    disableAccount: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example ivanova */
                login: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Disabled */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description role-forbidden: You may not do this. csrf: Not from a page of Star7. sign-in-unfinished: Sign-in is not finished. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description account-not-found: No such account. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description last-administrator: The last administrator. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many-failures: Too many failed authentications. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    resetAccount: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example ivanova */
                login: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Reset */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description for the first sign-in, which asks for another; shown only in this response */
                        password: string;
                    };
                };
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description role-forbidden: You may not do this. csrf: Not from a page of Star7. sign-in-unfinished: Sign-in is not finished. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description account-not-found: No such account. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many-failures: Too many failed authentications. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listAudit: {
        parameters: {
            query: {
                /**
                 * @description only this action
                 * @example call.export
                 */
                action?: string;
                /**
                 * @description only entries of this actor
                 * @example manager:101
                 */
                actor?: string;
                /** @description `next` of the previous page */
                after?: string;
                /**
                 * @description at this time or later
                 * @example 2026-07-01T09:30:00.000123Z
                 */
                from?: string;
                /** @description rows of a page */
                limit: number;
                /**
                 * @description only this subject
                 * @example order:1001
                 */
                subject?: string;
                /**
                 * @description before this time
                 * @example 2026-07-01T09:30:00.000123Z
                 */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of the audit log */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** @example order.view */
                            action: string;
                            /**
                             * @description manager:, account:, token:, cli: or system
                             * @example manager:101
                             */
                            actor: string;
                            /**
                             * Format: date-time
                             * @description RFC 3339, with microseconds, in UTC
                             * @example 2026-07-01T09:30:00.000123Z
                             */
                            at: string;
                            detail: {
                                [key: string]: string | number | boolean | null;
                            } | null;
                            seq: number | null;
                            subject: string | null;
                        }[];
                        next: string | null;
                    };
                };
            };
            /** @description invalid-request: Invalid request. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description role-forbidden: You may not do this. csrf: Not from a page of Star7. sign-in-unfinished: Sign-in is not finished. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many-failures: Too many failed authentications. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getAuditChain: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The last check */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        checkedAt: string | null;
                        /** @description the last check failed; the rest is of the one before */
                        failed: boolean;
                        faultCount: number | null;
                        /** @description the first hundred */
                        faults: {
                            seq: number | null;
                            /**
                             * @description what is wrong
                             * @example changed
                             */
                            slug: string;
                            /** @description the last place affected, if there are several */
                            to?: number;
                        }[];
                        intact: boolean | null;
                        protected: boolean | null;
                        rows: number | null;
                        /** @description a check is under way */
                        running: boolean;
                    };
                };
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description role-forbidden: You may not do this. csrf: Not from a page of Star7. sign-in-unfinished: Sign-in is not finished. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many-failures: Too many failed authentications. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    checkAuditChain: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The check is running */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        checkedAt: string | null;
                        /** @description the last check failed; the rest is of the one before */
                        failed: boolean;
                        faultCount: number | null;
                        /** @description the first hundred */
                        faults: {
                            seq: number | null;
                            /**
                             * @description what is wrong
                             * @example changed
                             */
                            slug: string;
                            /** @description the last place affected, if there are several */
                            to?: number;
                        }[];
                        intact: boolean | null;
                        protected: boolean | null;
                        rows: number | null;
                        /** @description a check is under way */
                        running: boolean;
                    };
                };
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description role-forbidden: You may not do this. csrf: Not from a page of Star7. sign-in-unfinished: Sign-in is not finished. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many-failures: Too many failed authentications. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getBoard: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description By extension */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            awayReason: ("break" | "lunch" | "meeting" | "paperwork" | "training" | "private") | null;
                            awaySince: string | null;
                            awayUntil: string | null;
                            call: components["schemas"]["Call"] | null;
                            /** @description callers from outside talked with since then */
                            callersToday: number;
                            /** @description calls made since midnight in the site's time zone */
                            callsToday: number;
                            /**
                             * @description the manager's
                             * @example 101
                             */
                            extension: string;
                            lastCallEndedAt: string | null;
                            /** @description orders whose customers called and reached nobody */
                            missedOrders: number;
                            name: string;
                            /** @description A manager's phone as the PBX knows it */
                            phone: {
                                /** @description the devices that ring now; none: the manager cannot be reached */
                                devices: ("page" | "desk" | "mobile")[];
                                /** @description it rings, or somebody talks on it */
                                inUse: boolean | "unknown";
                                /** @description the phone is there; unknown where AMI is not connected */
                                registered: boolean | "unknown";
                            };
                            /** @description of calls that have ended, in either direction */
                            talkSecondsToday: number;
                        }[];
                        /** @description callers from outside whom nobody has answered yet */
                        waiting: {
                            callers: number;
                            longestSince: string | null;
                        };
                    };
                };
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description role-forbidden: You may not do this. csrf: Not from a page of Star7. sign-in-unfinished: Sign-in is not finished. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many-failures: Too many failed authentications. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listCalls: {
        parameters: {
            query: {
                /** @description `next` of the previous page */
                after?: string;
                /** @description only calls that begin on this side: outbound is the shop’s */
                direction?: "outbound" | "inbound" | "courier";
                /** @description only calls with this disposition */
                disposition?: "answered" | "busy" | "no-answer" | "rejected" | "unreachable" | "not-in-service" | "barred" | "trunks-down" | "cancelled" | "manager-busy" | "manager-no-answer" | "manager-unreachable" | "manager-declined" | "courier-not-reached" | "abandoned" | "not-taken" | "call-back-wanted" | "out-of-hours" | "not-identified" | "refused" | "look-up-failed" | "failed" | "interrupted";
                /**
                 * @description a manager's extension
                 * @example 101
                 */
                extension?: string;
                /**
                 * @description requested at this time or later
                 * @example 2026-07-01T09:30:00.000123Z
                 */
                from?: string;
                /** @description only calls ended by these */
                hungUpBy?: "manager" | "courier" | "customer" | "network" | "request" | "system";
                /** @description rows of a page */
                limit: number;
                /** @description only calls of this order */
                orderNumber?: string;
                /**
                 * @description requested before this time
                 * @example 2026-07-01T09:30:00.000123Z
                 */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of calls */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Call"][];
                        next: string | null;
                    };
                };
            };
            /** @description invalid-request: Invalid request. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description other-extension: You may call only from your own extension. csrf: Not from a page of Star7. sign-in-unfinished: Sign-in is not finished. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many-failures: Too many failed authentications. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    exportCalls: {
        parameters: {
            query?: {
                /** @description only calls that begin on this side: outbound is the shop’s */
                direction?: "outbound" | "inbound" | "courier";
                /** @description only calls with this disposition */
                disposition?: "answered" | "busy" | "no-answer" | "rejected" | "unreachable" | "not-in-service" | "barred" | "trunks-down" | "cancelled" | "manager-busy" | "manager-no-answer" | "manager-unreachable" | "manager-declined" | "courier-not-reached" | "abandoned" | "not-taken" | "call-back-wanted" | "out-of-hours" | "not-identified" | "refused" | "look-up-failed" | "failed" | "interrupted";
                /**
                 * @description a manager's extension
                 * @example 101
                 */
                extension?: string;
                /**
                 * @description requested at this time or later
                 * @example 2026-07-01T09:30:00.000123Z
                 */
                from?: string;
                /** @description only calls ended by these */
                hungUpBy?: "manager" | "courier" | "customer" | "network" | "request" | "system";
                /** @description only calls of this order */
                orderNumber?: string;
                /**
                 * @description requested before this time
                 * @example 2026-07-01T09:30:00.000123Z
                 */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description RFC 4180, UTF-8 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            /** @description invalid-request: Invalid request. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description role-forbidden: You may not do this. export-forbidden: You may not export data. csrf: Not from a page of Star7. sign-in-unfinished: Sign-in is not finished. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many-failures: Too many failed authentications. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getCall: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description the call's id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The call */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Call"];
                };
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description csrf: Not from a page of Star7. sign-in-unfinished: Sign-in is not finished. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description call-not-found: No such call, or not yours. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many-failures: Too many failed authentications. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    hangUpCall: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description the call's id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The call as it stood just after */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Call"];
                };
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description csrf: Not from a page of Star7. sign-in-unfinished: Sign-in is not finished. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description call-not-found: No such call, or not yours. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description call-ended: The call has already ended. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many-failures: Too many failed authentications. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    holdCall: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description the call's id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The call as it stood just after */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Call"];
                };
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description role-forbidden: You may not do this. csrf: Not from a page of Star7. sign-in-unfinished: Sign-in is not finished. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description call-not-found: No such call, or not yours. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-talking: Not in a conversation. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many-failures: Too many failed authentications. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    resumeCall: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description the call's id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The call as it stood just after */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Call"];
                };
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description role-forbidden: You may not do this. csrf: Not from a page of Star7. sign-in-unfinished: Sign-in is not finished. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description call-not-found: No such call, or not yours. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-talking: Not in a conversation. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many-failures: Too many failed authentications. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listenToCall: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description the call's id */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "mode": "listen"
                 *     }
                 */
                "application/json": {
                    /**
                     * @description how the supervisor takes part
                     * @enum {string}
                     */
                    mode: "listen" | "whisper" | "join";
                };
            };
        };
        responses: {
            /** @description The phone is being called, or the way is changed */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description invalid-request: Invalid request. malformed-body: The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description role-forbidden: You may not do this. listening-off: Supervisors may not listen here. csrf: Not from a page of Star7. sign-in-unfinished: Sign-in is not finished. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description call-not-found: No such call, or not yours. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description no-own-phone: No phone to listen with. not-talking: Not in a conversation. own-call: Your own phone is in this call. call-listened: Another supervisor takes part in this call. phone-busy: Your phone is in use. phone-unreachable: Your phone is not reachable. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description body-too-large: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unsupported-media-type: Unsupported media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many-failures: Too many failed authentications. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    leaveCall: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description the call's id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The phone is being hung up */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description role-forbidden: You may not do this. csrf: Not from a page of Star7. sign-in-unfinished: Sign-in is not finished. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description call-not-found: No such call, or not yours. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-listening: You do not take part in this call. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many-failures: Too many failed authentications. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    askForNumber: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description the call's id */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "slot": "main"
                 *     }
                 */
                "application/json": {
                    /**
                     * @description where the number goes
                     * @default main
                     * @enum {string}
                     */
                    slot?: "main" | "second" | "recipient";
                };
            };
        };
        responses: {
            /** @description The call as it stood just after */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Call"];
                };
            };
            /** @description invalid-request: Invalid request. malformed-body: The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description role-forbidden: You may not do this. csrf: Not from a page of Star7. sign-in-unfinished: Sign-in is not finished. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description call-not-found: No such call, or not yours. order-refused: No such order, or not yours. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-talking: Not in a conversation. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description body-too-large: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unsupported-media-type: Unsupported media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many-failures: Too many failed authentications. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    cancelNumber: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description the call's id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The call as it stood just after */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Call"];
                };
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description role-forbidden: You may not do this. csrf: Not from a page of Star7. sign-in-unfinished: Sign-in is not finished. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description call-not-found: No such call, or not yours. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-talking: Not in a conversation. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many-failures: Too many failed authentications. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    transferCall: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description the call's id */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "kind": "attended",
                 *       "extension": "102"
                 *     }
                 */
                "application/json": {
                    /**
                     * @description of the colleague
                     * @example 102
                     */
                    extension?: string;
                    /** @description whoever is free in it, who has been free longest first; without it and `extension`, in your own */
                    group?: string;
                    /**
                     * @description `attended`: the colleague is asked first; `blind`: the customer is passed on at once
                     * @enum {string}
                     */
                    kind: "attended" | "blind";
                    /**
                     * @description the order becomes the colleague’s too
                     * @default false
                     */
                    withOrder?: boolean;
                };
            };
        };
        responses: {
            /** @description The call as it stood just after */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Call"];
                };
            };
            /** @description invalid-request: Invalid request. malformed-body: The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description role-forbidden: You may not do this. csrf: Not from a page of Star7. sign-in-unfinished: Sign-in is not finished. colleague-other-group: This colleague may not be shown the order. order-not-yours: The order is not yours to give away. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description call-not-found: No such call, or not yours. colleague-unknown: No such colleague or group. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-talking: Not in a conversation. transfer-running: The customer is being passed on already. colleague-self: This is your own extension. colleague-away: The colleague takes no calls now. colleague-busy: The colleague is in a call. colleague-unreachable: The colleague's phone is not connected. nobody-free: Nobody in the group is free. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description body-too-large: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unsupported-media-type: Unsupported media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many-failures: Too many failed authentications. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. colleagues-unavailable: Nobody could be looked up. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    completeTransfer: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description the call's id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The call as it stood just after */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Call"];
                };
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description role-forbidden: You may not do this. csrf: Not from a page of Star7. sign-in-unfinished: Sign-in is not finished. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description call-not-found: No such call, or not yours. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-talking: Not in a conversation. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many-failures: Too many failed authentications. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    joinThree: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description the call's id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The call as it stood just after */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Call"];
                };
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description role-forbidden: You may not do this. csrf: Not from a page of Star7. sign-in-unfinished: Sign-in is not finished. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description call-not-found: No such call, or not yours. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-talking: Not in a conversation. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many-failures: Too many failed authentications. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    markVoicemail: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description the call's id */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "voicemail": false
                 *     }
                 */
                "application/json": {
                    /** @description false: a person answered */
                    voicemail: boolean;
                };
            };
        };
        responses: {
            /** @description The call */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Call"];
                };
            };
            /** @description invalid-request: Invalid request. malformed-body: The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description role-forbidden: You may not do this. csrf: Not from a page of Star7. sign-in-unfinished: Sign-in is not finished. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description call-not-found: No such call, or not yours. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-talked: Nobody has talked in this call. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description body-too-large: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unsupported-media-type: Unsupported media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many-failures: Too many failed authentications. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listColleagues: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description By extension */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** @example 102 */
                            extension: string;
                            group: string | null;
                            name: string;
                            /**
                             * @description whether the phone can be called now
                             * @enum {string}
                             */
                            state: "free" | "busy" | "unreachable" | "away";
                        }[];
                    };
                };
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description role-forbidden: You may not do this. csrf: Not from a page of Star7. sign-in-unfinished: Sign-in is not finished. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many-failures: Too many failed authentications. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    takeConnectorHook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Taken */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description hook-refused: Not this shop’s webhook. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-found: Not found. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description body-too-large: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many-failures: Too many failed authentications. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listConnectors: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of them */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Connector"][];
                    };
                };
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description role-forbidden: You may not do this. csrf: Not from a page of Star7. sign-in-unfinished: Sign-in is not finished. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many-failures: Too many failed authentications. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    addConnector: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description where the interface of the shop is, https */
                    address: string;
                    /** @description orders are fetched */
                    enabled?: boolean;
                    /** @description keys to the interface of the shop, by name: see docs/connectors.md */
                    keys: {
                        [key: string]: string;
                    };
                    /**
                     * @description of the shop
                     * @enum {string}
                     */
                    kind: "woocommerce" | "shopify" | "prestashop" | "opencart" | "bitrix" | "bitrix24" | "insales" | "moysklad" | "amocrm" | "rest";
                    /**
                     * @description of the comments
                     * @enum {string}
                     */
                    language?: "ru" | "en";
                    /** @description of the kind `rest`: how the interface is read */
                    map?: {
                        amountsInCents: boolean;
                        /**
                         * @description how requests are authenticated
                         * @enum {string}
                         */
                        authentication: "bearer" | "basic" | "header";
                        /** @description JSON Pointer (RFC 6901): in the order, when it was changed */
                        changedAt: string;
                        /** @description by field, where the answer has it; the first that is filled counts */
                        fields: {
                            [key: string]: string[];
                        };
                        /** @description of `header` */
                        headerName: string | null;
                        /** @description JSON Pointer (RFC 6901): in a webhook, the id of the order */
                        hookId: string | null;
                        /** @description JSON Pointer (RFC 6901): in the order, its id */
                        id: string;
                        /** @description by field, where the answer has it; the first that is filled counts */
                        itemFields: {
                            [key: string]: string[];
                        };
                        /** @description JSON Pointer (RFC 6901): in the order, its items */
                        items: string | null;
                        list: {
                            /** @description JSON whose texts may have the same placeholders */
                            body: string | null;
                            /**
                             * @description of the request
                             * @enum {string}
                             */
                            method: "GET" | "POST" | "PUT" | "PATCH";
                            /** @description below the address of the shop, with `{since}`, `{page}`, `{offset}`, `{id}`, `{text}`, `{status}` */
                            path: string;
                        };
                        /** @description JSON Pointer (RFC 6901): of `token`: the next one */
                        nextToken: string | null;
                        one: {
                            /** @description JSON whose texts may have the same placeholders */
                            body: string | null;
                            /**
                             * @description of the request
                             * @enum {string}
                             */
                            method: "GET" | "POST" | "PUT" | "PATCH";
                            /** @description below the address of the shop, with `{since}`, `{page}`, `{offset}`, `{id}`, `{text}`, `{status}` */
                            path: string;
                        };
                        /** @description JSON Pointer (RFC 6901): the order in the answer to `one` */
                        order: string;
                        /** @description JSON Pointer (RFC 6901): the orders in the answer to `list` */
                        orders: string;
                        outcome: {
                            /** @description JSON whose texts may have the same placeholders */
                            body: string | null;
                            /**
                             * @description of the request
                             * @enum {string}
                             */
                            method: "GET" | "POST" | "PUT" | "PATCH";
                            /** @description below the address of the shop, with `{since}`, `{page}`, `{offset}`, `{id}`, `{text}`, `{status}` */
                            path: string;
                        } | null;
                        /**
                         * @description how pages follow each other
                         * @enum {string}
                         */
                        pages: "number" | "token" | "time";
                        /** @description a page with fewer orders is the last */
                        pageSize: number;
                        requestsPerSecond: number;
                        /**
                         * @description how `{since}` is written
                         * @enum {string}
                         */
                        sinceAs: "iso" | "seconds" | "milliseconds";
                    } | null;
                    /** @description for lists */
                    name: string;
                    /** @description by outcome: the status that the order gets in the shop */
                    outcomeStatuses?: {
                        [key: string]: string;
                    };
                    /** @description by the id of a field of the site: the name that the shop has for it */
                    ownFields?: {
                        [key: string]: string;
                    };
                    /** @description how often Star7 looks for what no webhook has reported */
                    pollSeconds?: number;
                    /** @description before the numbers of its orders, where another shop has the same ones */
                    prefix?: string;
                    /**
                     * @description how far back the first synchronisation goes, by the last change of an order
                     * @default 90
                     */
                    sinceDays?: number;
                    /** @description the shop's words for a status, before those of the rules for orders */
                    statuses?: {
                        [key: string]: "open" | "closed" | "cancelled";
                    };
                    /** @description outcomes of calls are sent to the shop as comments */
                    tellsOutcomes?: boolean;
                };
            };
        };
        responses: {
            /** @description The shop, and the address for its webhooks */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        connector: components["schemas"]["Connector"];
                        /** @description For the settings of the shop. */
                        hook: {
                            /** @description where the shop sends webhooks, below the address of Star7 */
                            path: string;
                            /** @description by which it signs them; shown once */
                            secret: string;
                        };
                    };
                };
            };
            /** @description invalid-request: Invalid request. malformed-body: The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description role-forbidden: You may not do this. csrf: Not from a page of Star7. sign-in-unfinished: Sign-in is not finished. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description body-too-large: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unsupported-media-type: Unsupported media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many-failures: Too many failed authentications. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getConnector: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 1 */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The shop */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Connector"];
                };
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description role-forbidden: You may not do this. csrf: Not from a page of Star7. sign-in-unfinished: Sign-in is not finished. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description connector-not-found: No such shop. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many-failures: Too many failed authentications. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteConnector: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 1 */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Removed */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description role-forbidden: You may not do this. csrf: Not from a page of Star7. sign-in-unfinished: Sign-in is not finished. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description connector-not-found: No such shop. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many-failures: Too many failed authentications. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changeConnector: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 1 */
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description where the interface of the shop is, https */
                    address?: string;
                    /** @description orders are fetched */
                    enabled?: boolean;
                    /** @description keys to the interface of the shop, by name: see docs/connectors.md */
                    keys?: {
                        [key: string]: string;
                    };
                    /**
                     * @description of the comments
                     * @enum {string}
                     */
                    language?: "ru" | "en";
                    /** @description of the kind `rest`: how the interface is read */
                    map?: {
                        amountsInCents: boolean;
                        /**
                         * @description how requests are authenticated
                         * @enum {string}
                         */
                        authentication: "bearer" | "basic" | "header";
                        /** @description JSON Pointer (RFC 6901): in the order, when it was changed */
                        changedAt: string;
                        /** @description by field, where the answer has it; the first that is filled counts */
                        fields: {
                            [key: string]: string[];
                        };
                        /** @description of `header` */
                        headerName: string | null;
                        /** @description JSON Pointer (RFC 6901): in a webhook, the id of the order */
                        hookId: string | null;
                        /** @description JSON Pointer (RFC 6901): in the order, its id */
                        id: string;
                        /** @description by field, where the answer has it; the first that is filled counts */
                        itemFields: {
                            [key: string]: string[];
                        };
                        /** @description JSON Pointer (RFC 6901): in the order, its items */
                        items: string | null;
                        list: {
                            /** @description JSON whose texts may have the same placeholders */
                            body: string | null;
                            /**
                             * @description of the request
                             * @enum {string}
                             */
                            method: "GET" | "POST" | "PUT" | "PATCH";
                            /** @description below the address of the shop, with `{since}`, `{page}`, `{offset}`, `{id}`, `{text}`, `{status}` */
                            path: string;
                        };
                        /** @description JSON Pointer (RFC 6901): of `token`: the next one */
                        nextToken: string | null;
                        one: {
                            /** @description JSON whose texts may have the same placeholders */
                            body: string | null;
                            /**
                             * @description of the request
                             * @enum {string}
                             */
                            method: "GET" | "POST" | "PUT" | "PATCH";
                            /** @description below the address of the shop, with `{since}`, `{page}`, `{offset}`, `{id}`, `{text}`, `{status}` */
                            path: string;
                        };
                        /** @description JSON Pointer (RFC 6901): the order in the answer to `one` */
                        order: string;
                        /** @description JSON Pointer (RFC 6901): the orders in the answer to `list` */
                        orders: string;
                        outcome: {
                            /** @description JSON whose texts may have the same placeholders */
                            body: string | null;
                            /**
                             * @description of the request
                             * @enum {string}
                             */
                            method: "GET" | "POST" | "PUT" | "PATCH";
                            /** @description below the address of the shop, with `{since}`, `{page}`, `{offset}`, `{id}`, `{text}`, `{status}` */
                            path: string;
                        } | null;
                        /**
                         * @description how pages follow each other
                         * @enum {string}
                         */
                        pages: "number" | "token" | "time";
                        /** @description a page with fewer orders is the last */
                        pageSize: number;
                        requestsPerSecond: number;
                        /**
                         * @description how `{since}` is written
                         * @enum {string}
                         */
                        sinceAs: "iso" | "seconds" | "milliseconds";
                    } | null;
                    /** @description for lists */
                    name?: string;
                    /** @description by outcome: the status that the order gets in the shop */
                    outcomeStatuses?: {
                        [key: string]: string;
                    };
                    /** @description by the id of a field of the site: the name that the shop has for it */
                    ownFields?: {
                        [key: string]: string;
                    };
                    /** @description how often Star7 looks for what no webhook has reported */
                    pollSeconds?: number;
                    /** @description before the numbers of its orders, where another shop has the same ones */
                    prefix?: string;
                    /** @description the shop's words for a status, before those of the rules for orders */
                    statuses?: {
                        [key: string]: "open" | "closed" | "cancelled";
                    };
                    /** @description outcomes of calls are sent to the shop as comments */
                    tellsOutcomes?: boolean;
                };
            };
        };
        responses: {
            /** @description The shop as it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Connector"];
                };
            };
            /** @description invalid-request: Invalid request. malformed-body: The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description role-forbidden: You may not do this. csrf: Not from a page of Star7. sign-in-unfinished: Sign-in is not finished. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description connector-not-found: No such shop. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description body-too-large: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unsupported-media-type: Unsupported media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many-failures: Too many failed authentications. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    renewConnectorHook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 1 */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description For the settings of the shop. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description where the shop sends webhooks, below the address of Star7 */
                        path: string;
                        /** @description by which it signs them; shown once */
                        secret: string;
                    };
                };
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description role-forbidden: You may not do this. csrf: Not from a page of Star7. sign-in-unfinished: Sign-in is not finished. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description connector-not-found: No such shop. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many-failures: Too many failed authentications. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listConnectorRejects: {
        parameters: {
            query?: {
                /** @description `next` of the previous page */
                after?: string;
            };
            header?: never;
            path: {
                /** @example 1 */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of them */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /**
                             * Format: date-time
                             * @description RFC 3339, with microseconds, in UTC
                             * @example 2026-07-01T09:30:00.000123Z
                             */
                            at: string;
                            /** @description the id that the shop has for it */
                            order: string;
                            /** @description stable */
                            reason: string;
                        }[];
                        next: string | null;
                    };
                };
            };
            /** @description invalid-request: Invalid request. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description role-forbidden: You may not do this. csrf: Not from a page of Star7. sign-in-unfinished: Sign-in is not finished. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description connector-not-found: No such shop. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many-failures: Too many failed authentications. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    retryConnectorRejects: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 1 */
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description the id that the shop has for it; all if absent */
                    order?: string;
                };
            };
        };
        responses: {
            /** @description How many are fetched again */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                    };
                };
            };
            /** @description invalid-request: Invalid request. malformed-body: The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description role-forbidden: You may not do this. csrf: Not from a page of Star7. sign-in-unfinished: Sign-in is not finished. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description connector-not-found: No such shop. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description body-too-large: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unsupported-media-type: Unsupported media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many-failures: Too many failed authentications. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    syncConnector: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 1 */
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description how far back the first synchronisation goes, by the last change of an order */
                    sinceDays?: number;
                };
            };
        };
        responses: {
            /** @description Begun */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Connector"];
                };
            };
            /** @description invalid-request: Invalid request. malformed-body: The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description role-forbidden: You may not do this. csrf: Not from a page of Star7. sign-in-unfinished: Sign-in is not finished. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description connector-not-found: No such shop. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description body-too-large: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unsupported-media-type: Unsupported media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many-failures: Too many failed authentications. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    previewConnector: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description where the interface of the shop is, https */
                    address: string;
                    /** @description orders are fetched */
                    enabled?: boolean;
                    /** @description a shop whose keys are used where none are given */
                    id?: number;
                    /** @description keys to the interface of the shop, by name: see docs/connectors.md */
                    keys: {
                        [key: string]: string;
                    };
                    /**
                     * @description of the shop
                     * @enum {string}
                     */
                    kind: "woocommerce" | "shopify" | "prestashop" | "opencart" | "bitrix" | "bitrix24" | "insales" | "moysklad" | "amocrm" | "rest";
                    /**
                     * @description of the comments
                     * @enum {string}
                     */
                    language?: "ru" | "en";
                    /** @description of the kind `rest`: how the interface is read */
                    map?: {
                        amountsInCents: boolean;
                        /**
                         * @description how requests are authenticated
                         * @enum {string}
                         */
                        authentication: "bearer" | "basic" | "header";
                        /** @description JSON Pointer (RFC 6901): in the order, when it was changed */
                        changedAt: string;
                        /** @description by field, where the answer has it; the first that is filled counts */
                        fields: {
                            [key: string]: string[];
                        };
                        /** @description of `header` */
                        headerName: string | null;
                        /** @description JSON Pointer (RFC 6901): in a webhook, the id of the order */
                        hookId: string | null;
                        /** @description JSON Pointer (RFC 6901): in the order, its id */
                        id: string;
                        /** @description by field, where the answer has it; the first that is filled counts */
                        itemFields: {
                            [key: string]: string[];
                        };
                        /** @description JSON Pointer (RFC 6901): in the order, its items */
                        items: string | null;
                        list: {
                            /** @description JSON whose texts may have the same placeholders */
                            body: string | null;
                            /**
                             * @description of the request
                             * @enum {string}
                             */
                            method: "GET" | "POST" | "PUT" | "PATCH";
                            /** @description below the address of the shop, with `{since}`, `{page}`, `{offset}`, `{id}`, `{text}`, `{status}` */
                            path: string;
                        };
                        /** @description JSON Pointer (RFC 6901): of `token`: the next one */
                        nextToken: string | null;
                        one: {
                            /** @description JSON whose texts may have the same placeholders */
                            body: string | null;
                            /**
                             * @description of the request
                             * @enum {string}
                             */
                            method: "GET" | "POST" | "PUT" | "PATCH";
                            /** @description below the address of the shop, with `{since}`, `{page}`, `{offset}`, `{id}`, `{text}`, `{status}` */
                            path: string;
                        };
                        /** @description JSON Pointer (RFC 6901): the order in the answer to `one` */
                        order: string;
                        /** @description JSON Pointer (RFC 6901): the orders in the answer to `list` */
                        orders: string;
                        outcome: {
                            /** @description JSON whose texts may have the same placeholders */
                            body: string | null;
                            /**
                             * @description of the request
                             * @enum {string}
                             */
                            method: "GET" | "POST" | "PUT" | "PATCH";
                            /** @description below the address of the shop, with `{since}`, `{page}`, `{offset}`, `{id}`, `{text}`, `{status}` */
                            path: string;
                        } | null;
                        /**
                         * @description how pages follow each other
                         * @enum {string}
                         */
                        pages: "number" | "token" | "time";
                        /** @description a page with fewer orders is the last */
                        pageSize: number;
                        requestsPerSecond: number;
                        /**
                         * @description how `{since}` is written
                         * @enum {string}
                         */
                        sinceAs: "iso" | "seconds" | "milliseconds";
                    } | null;
                    /** @description for lists */
                    name: string;
                    /** @description by outcome: the status that the order gets in the shop */
                    outcomeStatuses?: {
                        [key: string]: string;
                    };
                    /** @description by the id of a field of the site: the name that the shop has for it */
                    ownFields?: {
                        [key: string]: string;
                    };
                    /** @description how often Star7 looks for what no webhook has reported */
                    pollSeconds?: number;
                    /** @description before the numbers of its orders, where another shop has the same ones */
                    prefix?: string;
                    /** @description the shop's words for a status, before those of the rules for orders */
                    statuses?: {
                        [key: string]: "open" | "closed" | "cancelled";
                    };
                    /** @description outcomes of calls are sent to the shop as comments */
                    tellsOutcomes?: boolean;
                };
            };
        };
        responses: {
            /** @description What was found, and the first orders as they would be taken. Nothing was written. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description the first that would go in */
                        preview: {
                            amount: string | null;
                            comment: string | null;
                            currency: string | null;
                            customerName: string | null;
                            /** @description there is a delivery address; it is not shown */
                            hasAddress: boolean;
                            hasEmail: boolean;
                            items: {
                                price: string | null;
                                quantity: string | null;
                                title: string;
                            }[];
                            /** @description telephone numbers that could be read; none is shown */
                            numbers: number;
                            orderNumber: string;
                            placedAt: string | null;
                            status: string | null;
                            town: string | null;
                        }[];
                        /** @description What was found. Nothing was written. */
                        report: {
                            fault: string | null;
                            /** @description what was not understood, by code */
                            noticed: {
                                [key: string]: number;
                            };
                            /** @description of the last 30 days, on the page that was read */
                            orders: number;
                            /** @description names of fields that the shop has added to its orders */
                            ownFields: string[];
                            /** @description of them, those that would be taken */
                            readable: number;
                            /** @description why others would not, by reason */
                            refused: {
                                [key: string]: number;
                            };
                            /** @description words for statuses that are not known */
                            words: string[];
                        };
                    };
                };
            };
            /** @description invalid-request: Invalid request. malformed-body: The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description role-forbidden: You may not do this. csrf: Not from a page of Star7. sign-in-unfinished: Sign-in is not finished. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description connector-not-found: No such shop. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description body-too-large: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unsupported-media-type: Unsupported media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many-failures: Too many failed authentications. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    sampleConnector: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description where the interface of the shop is, https */
                    address: string;
                    /** @description orders are fetched */
                    enabled?: boolean;
                    /** @description a shop whose keys are used where none are given */
                    id?: number;
                    /** @description keys to the interface of the shop, by name: see docs/connectors.md */
                    keys: {
                        [key: string]: string;
                    };
                    /**
                     * @description of the shop
                     * @enum {string}
                     */
                    kind: "woocommerce" | "shopify" | "prestashop" | "opencart" | "bitrix" | "bitrix24" | "insales" | "moysklad" | "amocrm" | "rest";
                    /**
                     * @description of the comments
                     * @enum {string}
                     */
                    language?: "ru" | "en";
                    /** @description of the kind `rest`: how the interface is read */
                    map?: {
                        amountsInCents: boolean;
                        /**
                         * @description how requests are authenticated
                         * @enum {string}
                         */
                        authentication: "bearer" | "basic" | "header";
                        /** @description JSON Pointer (RFC 6901): in the order, when it was changed */
                        changedAt: string;
                        /** @description by field, where the answer has it; the first that is filled counts */
                        fields: {
                            [key: string]: string[];
                        };
                        /** @description of `header` */
                        headerName: string | null;
                        /** @description JSON Pointer (RFC 6901): in a webhook, the id of the order */
                        hookId: string | null;
                        /** @description JSON Pointer (RFC 6901): in the order, its id */
                        id: string;
                        /** @description by field, where the answer has it; the first that is filled counts */
                        itemFields: {
                            [key: string]: string[];
                        };
                        /** @description JSON Pointer (RFC 6901): in the order, its items */
                        items: string | null;
                        list: {
                            /** @description JSON whose texts may have the same placeholders */
                            body: string | null;
                            /**
                             * @description of the request
                             * @enum {string}
                             */
                            method: "GET" | "POST" | "PUT" | "PATCH";
                            /** @description below the address of the shop, with `{since}`, `{page}`, `{offset}`, `{id}`, `{text}`, `{status}` */
                            path: string;
                        };
                        /** @description JSON Pointer (RFC 6901): of `token`: the next one */
                        nextToken: string | null;
                        one: {
                            /** @description JSON whose texts may have the same placeholders */
                            body: string | null;
                            /**
                             * @description of the request
                             * @enum {string}
                             */
                            method: "GET" | "POST" | "PUT" | "PATCH";
                            /** @description below the address of the shop, with `{since}`, `{page}`, `{offset}`, `{id}`, `{text}`, `{status}` */
                            path: string;
                        };
                        /** @description JSON Pointer (RFC 6901): the order in the answer to `one` */
                        order: string;
                        /** @description JSON Pointer (RFC 6901): the orders in the answer to `list` */
                        orders: string;
                        outcome: {
                            /** @description JSON whose texts may have the same placeholders */
                            body: string | null;
                            /**
                             * @description of the request
                             * @enum {string}
                             */
                            method: "GET" | "POST" | "PUT" | "PATCH";
                            /** @description below the address of the shop, with `{since}`, `{page}`, `{offset}`, `{id}`, `{text}`, `{status}` */
                            path: string;
                        } | null;
                        /**
                         * @description how pages follow each other
                         * @enum {string}
                         */
                        pages: "number" | "token" | "time";
                        /** @description a page with fewer orders is the last */
                        pageSize: number;
                        requestsPerSecond: number;
                        /**
                         * @description how `{since}` is written
                         * @enum {string}
                         */
                        sinceAs: "iso" | "seconds" | "milliseconds";
                    } | null;
                    /** @description for lists */
                    name: string;
                    /** @description by outcome: the status that the order gets in the shop */
                    outcomeStatuses?: {
                        [key: string]: string;
                    };
                    /** @description by the id of a field of the site: the name that the shop has for it */
                    ownFields?: {
                        [key: string]: string;
                    };
                    /** @description how often Star7 looks for what no webhook has reported */
                    pollSeconds?: number;
                    /** @description before the numbers of its orders, where another shop has the same ones */
                    prefix?: string;
                    /** @description the shop's words for a status, before those of the rules for orders */
                    statuses?: {
                        [key: string]: "open" | "closed" | "cancelled";
                    };
                    /** @description outcomes of calls are sent to the shop as comments */
                    tellsOutcomes?: boolean;
                };
            };
        };
        responses: {
            /** @description What an answer of the shop holds, without numbers and addresses, and what its names suggest. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        fault: string | null;
                        guess: {
                            changedAt: string | null;
                            fields: {
                                [key: string]: string[];
                            };
                            id: string | null;
                            itemFields: {
                                [key: string]: string[];
                            };
                            items: string | null;
                            nextToken: string | null;
                        } | null;
                        one: {
                            fault: string | null;
                            order: string | null;
                        } | null;
                        sample: {
                            /** @description of the answer around them */
                            around: {
                                example: string | null;
                                /**
                                 * @description what it holds
                                 * @enum {string}
                                 */
                                kind: "text" | "number" | "yes-no" | "time" | "phone" | "email" | "address" | "link" | "secret" | "digits" | "empty" | "list";
                                list: string | null;
                                /** @description JSON Pointer (RFC 6901) */
                                pointer: string;
                            }[];
                            /** @description its entries */
                            count: number;
                            /** @description of the orders */
                            fields: {
                                example: string | null;
                                /**
                                 * @description what it holds
                                 * @enum {string}
                                 */
                                kind: "text" | "number" | "yes-no" | "time" | "phone" | "email" | "address" | "link" | "secret" | "digits" | "empty" | "list";
                                list: string | null;
                                /** @description JSON Pointer (RFC 6901) */
                                pointer: string;
                            }[];
                            /** @description lists of objects in the answer, most entries first */
                            lists: string[];
                            orders: string | null;
                        } | null;
                    };
                };
            };
            /** @description invalid-request: Invalid request. malformed-body: The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description role-forbidden: You may not do this. csrf: Not from a page of Star7. sign-in-unfinished: Sign-in is not finished. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description connector-not-found: No such shop. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description body-too-large: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unsupported-media-type: Unsupported media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many-failures: Too many failed authentications. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    tryConnector: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description where the interface of the shop is, https */
                    address: string;
                    /** @description orders are fetched */
                    enabled?: boolean;
                    /** @description a shop whose keys are used where none are given */
                    id?: number;
                    /** @description keys to the interface of the shop, by name: see docs/connectors.md */
                    keys: {
                        [key: string]: string;
                    };
                    /**
                     * @description of the shop
                     * @enum {string}
                     */
                    kind: "woocommerce" | "shopify" | "prestashop" | "opencart" | "bitrix" | "bitrix24" | "insales" | "moysklad" | "amocrm" | "rest";
                    /**
                     * @description of the comments
                     * @enum {string}
                     */
                    language?: "ru" | "en";
                    /** @description of the kind `rest`: how the interface is read */
                    map?: {
                        amountsInCents: boolean;
                        /**
                         * @description how requests are authenticated
                         * @enum {string}
                         */
                        authentication: "bearer" | "basic" | "header";
                        /** @description JSON Pointer (RFC 6901): in the order, when it was changed */
                        changedAt: string;
                        /** @description by field, where the answer has it; the first that is filled counts */
                        fields: {
                            [key: string]: string[];
                        };
                        /** @description of `header` */
                        headerName: string | null;
                        /** @description JSON Pointer (RFC 6901): in a webhook, the id of the order */
                        hookId: string | null;
                        /** @description JSON Pointer (RFC 6901): in the order, its id */
                        id: string;
                        /** @description by field, where the answer has it; the first that is filled counts */
                        itemFields: {
                            [key: string]: string[];
                        };
                        /** @description JSON Pointer (RFC 6901): in the order, its items */
                        items: string | null;
                        list: {
                            /** @description JSON whose texts may have the same placeholders */
                            body: string | null;
                            /**
                             * @description of the request
                             * @enum {string}
                             */
                            method: "GET" | "POST" | "PUT" | "PATCH";
                            /** @description below the address of the shop, with `{since}`, `{page}`, `{offset}`, `{id}`, `{text}`, `{status}` */
                            path: string;
                        };
                        /** @description JSON Pointer (RFC 6901): of `token`: the next one */
                        nextToken: string | null;
                        one: {
                            /** @description JSON whose texts may have the same placeholders */
                            body: string | null;
                            /**
                             * @description of the request
                             * @enum {string}
                             */
                            method: "GET" | "POST" | "PUT" | "PATCH";
                            /** @description below the address of the shop, with `{since}`, `{page}`, `{offset}`, `{id}`, `{text}`, `{status}` */
                            path: string;
                        };
                        /** @description JSON Pointer (RFC 6901): the order in the answer to `one` */
                        order: string;
                        /** @description JSON Pointer (RFC 6901): the orders in the answer to `list` */
                        orders: string;
                        outcome: {
                            /** @description JSON whose texts may have the same placeholders */
                            body: string | null;
                            /**
                             * @description of the request
                             * @enum {string}
                             */
                            method: "GET" | "POST" | "PUT" | "PATCH";
                            /** @description below the address of the shop, with `{since}`, `{page}`, `{offset}`, `{id}`, `{text}`, `{status}` */
                            path: string;
                        } | null;
                        /**
                         * @description how pages follow each other
                         * @enum {string}
                         */
                        pages: "number" | "token" | "time";
                        /** @description a page with fewer orders is the last */
                        pageSize: number;
                        requestsPerSecond: number;
                        /**
                         * @description how `{since}` is written
                         * @enum {string}
                         */
                        sinceAs: "iso" | "seconds" | "milliseconds";
                    } | null;
                    /** @description for lists */
                    name: string;
                    /** @description by outcome: the status that the order gets in the shop */
                    outcomeStatuses?: {
                        [key: string]: string;
                    };
                    /** @description by the id of a field of the site: the name that the shop has for it */
                    ownFields?: {
                        [key: string]: string;
                    };
                    /** @description how often Star7 looks for what no webhook has reported */
                    pollSeconds?: number;
                    /** @description before the numbers of its orders, where another shop has the same ones */
                    prefix?: string;
                    /** @description the shop's words for a status, before those of the rules for orders */
                    statuses?: {
                        [key: string]: "open" | "closed" | "cancelled";
                    };
                    /** @description outcomes of calls are sent to the shop as comments */
                    tellsOutcomes?: boolean;
                };
            };
        };
        responses: {
            /** @description What was found. Nothing was written. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        fault: string | null;
                        /** @description what was not understood, by code */
                        noticed: {
                            [key: string]: number;
                        };
                        /** @description of the last 30 days, on the page that was read */
                        orders: number;
                        /** @description names of fields that the shop has added to its orders */
                        ownFields: string[];
                        /** @description of them, those that would be taken */
                        readable: number;
                        /** @description why others would not, by reason */
                        refused: {
                            [key: string]: number;
                        };
                        /** @description words for statuses that are not known */
                        words: string[];
                    };
                };
            };
            /** @description invalid-request: Invalid request. malformed-body: The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description role-forbidden: You may not do this. csrf: Not from a page of Star7. sign-in-unfinished: Sign-in is not finished. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description connector-not-found: No such shop. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description body-too-large: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unsupported-media-type: Unsupported media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many-failures: Too many failed authentications. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listContactChanges: {
        parameters: {
            query: {
                /** @description `next` of the previous page */
                after?: string;
                /** @description rows of a page */
                limit: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of changes */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            customerName: string;
                            entry: components["schemas"]["Entry"];
                            /**
                             * @description the order's manager
                             * @example 101
                             */
                            extension: string;
                            managerName: string;
                            /** @example 1001 */
                            orderNumber: string;
                        }[];
                        next: string | null;
                    };
                };
            };
            /** @description invalid-request: Invalid request. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description role-forbidden: You may not do this. csrf: Not from a page of Star7. sign-in-unfinished: Sign-in is not finished. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many-failures: Too many failed authentications. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    courierDay: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What a courier sees: names and order numbers, no number. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        call: {
                            orderNumber: string | null;
                            /**
                             * @description where the call stands
                             * @enum {string}
                             */
                            phase: "authorising" | "identifying" | "asking" | "queueing" | "calling-manager" | "calling-courier" | "accepting" | "calling-customer" | "connecting" | "talking" | "keying" | "holding" | "consulting" | "transferring" | "conferring" | "announcing" | "clearing" | "ended";
                        } | null;
                        /** @description for the header `x-star7-csrf` */
                        csrfToken: string;
                        /** @description the own mobile is known: without it no call can be made */
                        hasPhone: boolean;
                        /**
                         * @description of the voice prompts, and of the page to begin with
                         * @enum {string}
                         */
                        language: "ru" | "en";
                        name: string;
                        /** @description on the way with the courier, oldest first */
                        orders: {
                            customerName: string;
                            /**
                             * Format: date-time
                             * @description RFC 3339, with microseconds, in UTC
                             * @example 2026-07-01T09:30:00.000123Z
                             */
                            handedOverAt: string;
                            orderNumber: string;
                        }[];
                    };
                };
            };
            /** @description courier-signed-out: Signed out. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description csrf: Not from a page of Star7. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    courierHangUp: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Ended */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description courier-signed-out: Signed out. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description csrf: Not from a page of Star7. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description call-ended: The call has already ended. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    courierCall: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description an order number
                 * @example 1001
                 */
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What a courier sees: names and order numbers, no number. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        call: {
                            orderNumber: string | null;
                            /**
                             * @description where the call stands
                             * @enum {string}
                             */
                            phase: "authorising" | "identifying" | "asking" | "queueing" | "calling-manager" | "calling-courier" | "accepting" | "calling-customer" | "connecting" | "talking" | "keying" | "holding" | "consulting" | "transferring" | "conferring" | "announcing" | "clearing" | "ended";
                        } | null;
                        /** @description for the header `x-star7-csrf` */
                        csrfToken: string;
                        /** @description the own mobile is known: without it no call can be made */
                        hasPhone: boolean;
                        /**
                         * @description of the voice prompts, and of the page to begin with
                         * @enum {string}
                         */
                        language: "ru" | "en";
                        name: string;
                        /** @description on the way with the courier, oldest first */
                        orders: {
                            customerName: string;
                            /**
                             * Format: date-time
                             * @description RFC 3339, with microseconds, in UTC
                             * @example 2026-07-01T09:30:00.000123Z
                             */
                            handedOverAt: string;
                            orderNumber: string;
                        }[];
                    };
                };
            };
            /** @description courier-signed-out: Signed out. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description do-not-call: The customer asked not to be called. destination: Calls to this kind of number are not allowed. csrf: Not from a page of Star7. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description delivery-ended: Not on its way with you. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description calling-hours: Too early or too late to call this customer. courier-busy: You are in another call. courier-unreachable: Your own mobile is not known. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description hourly-cap: Hourly call limit reached. daily-cap: Daily call limit reached. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description call-unavailable: No calls now. unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    courierSignIn: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description as the dispatcher gave it */
                    code: string;
                };
            };
        };
        responses: {
            /** @description What a courier sees: names and order numbers, no number. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        call: {
                            orderNumber: string | null;
                            /**
                             * @description where the call stands
                             * @enum {string}
                             */
                            phase: "authorising" | "identifying" | "asking" | "queueing" | "calling-manager" | "calling-courier" | "accepting" | "calling-customer" | "connecting" | "talking" | "keying" | "holding" | "consulting" | "transferring" | "conferring" | "announcing" | "clearing" | "ended";
                        } | null;
                        /** @description for the header `x-star7-csrf` */
                        csrfToken: string;
                        /** @description the own mobile is known: without it no call can be made */
                        hasPhone: boolean;
                        /**
                         * @description of the voice prompts, and of the page to begin with
                         * @enum {string}
                         */
                        language: "ru" | "en";
                        name: string;
                        /** @description on the way with the courier, oldest first */
                        orders: {
                            customerName: string;
                            /**
                             * Format: date-time
                             * @description RFC 3339, with microseconds, in UTC
                             * @example 2026-07-01T09:30:00.000123Z
                             */
                            handedOverAt: string;
                            orderNumber: string;
                        }[];
                    };
                };
            };
            /** @description invalid-request: Invalid request. malformed-body: The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description courier-code-refused: Code not accepted. courier-signed-out: Signed out. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description csrf: Not from a page of Star7. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description body-too-large: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unsupported-media-type: Unsupported media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many-sign-ins: Too many attempts to sign in. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    courierSignOut: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Signed out */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description courier-signed-out: Signed out. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description csrf: Not from a page of Star7. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listCouriers: {
        parameters: {
            query?: {
                /** @description include disabled ones */
                disabledToo?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of them */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Courier"][];
                    };
                };
            };
            /** @description invalid-request: Invalid request. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description csrf: Not from a page of Star7. sign-in-unfinished: Sign-in is not finished. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many-failures: Too many failed authentications. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    addCourier: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description days on which the courier may call */
                    activeDays?: ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[];
                    /** @description null for the own one */
                    company?: string | null;
                    /**
                     * @description language of the voice prompts
                     * @enum {string}
                     */
                    language?: "ru" | "en";
                    /**
                     * @description a name for lists and reports
                     * @example Sergey Orlov
                     */
                    name: string;
                    /**
                     * @description the courier number, keyed in with the PIN on other phones: up to six digits
                     * @example 17
                     */
                    number: string;
                    /** @description the own mobile, in any usual form; never returned. Null removes it */
                    phone?: string | null;
                };
            };
        };
        responses: {
            /** @description Added */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Courier"];
                };
            };
            /** @description invalid-request: Invalid request. malformed-body: The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description role-forbidden: You may not do this. csrf: Not from a page of Star7. sign-in-unfinished: Sign-in is not finished. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description body-too-large: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unsupported-media-type: Unsupported media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many-failures: Too many failed authentications. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changeCourier: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 17 */
                number: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description days on which the courier may call */
                    activeDays?: ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[];
                    /** @description null for the own one */
                    company?: string | null;
                    /**
                     * @description language of the voice prompts
                     * @enum {string}
                     */
                    language?: "ru" | "en";
                    /**
                     * @description a name for lists and reports
                     * @example Sergey Orlov
                     */
                    name?: string;
                    /** @description the own mobile, in any usual form; never returned. Null removes it */
                    phone?: string | null;
                };
            };
        };
        responses: {
            /** @description The courier as it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Courier"];
                };
            };
            /** @description invalid-request: Invalid request. malformed-body: The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description role-forbidden: You may not do this. csrf: Not from a page of Star7. sign-in-unfinished: Sign-in is not finished. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description courier-not-found: No such courier. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description body-too-large: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unsupported-media-type: Unsupported media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many-failures: Too many failed authentications. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createCourierCode: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 17 */
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Shown only here */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @example kq7m-wz2h-pnde */
                        code: string;
                        /**
                         * Format: date-time
                         * @description RFC 3339, with microseconds, in UTC
                         * @example 2026-07-01T09:30:00.000123Z
                         */
                        expiresAt: string;
                    };
                };
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description role-forbidden: You may not do this. csrf: Not from a page of Star7. sign-in-unfinished: Sign-in is not finished. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description courier-not-found: No such courier. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many-failures: Too many failed authentications. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    disableCourier: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 17 */
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Disabled */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description role-forbidden: You may not do this. csrf: Not from a page of Star7. sign-in-unfinished: Sign-in is not finished. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description courier-not-found: No such courier. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many-failures: Too many failed authentications. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createCourierPin: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 17 */
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Shown only here */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        pin: string;
                    };
                };
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description role-forbidden: You may not do this. csrf: Not from a page of Star7. sign-in-unfinished: Sign-in is not finished. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description courier-not-found: No such courier. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many-failures: Too many failed authentications. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listDeskPhones: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description By extension */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** Format: date-time */
                            createdAt: string;
                            /** @example 101 */
                            extension: string;
                            fetchedAt: string | null;
                            linkExpiresAt: string | null;
                            /** @example 805ec0123456 */
                            mac: string;
                            /**
                             * @description Yealink T4x and T5x, Grandstream GXP21xx and GRP26xx
                             * @enum {string}
                             */
                            make: "yealink" | "grandstream";
                        }[];
                        /** @description whether the site sets up desk phones */
                        on: boolean;
                    };
                };
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description csrf: Not from a page of Star7. sign-in-unfinished: Sign-in is not finished. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many-failures: Too many failed authentications. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listDids: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of them */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Did"][];
                    };
                };
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description role-forbidden: You may not do this. csrf: Not from a page of Star7. sign-in-unfinished: Sign-in is not finished. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many-failures: Too many failed authentications. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    putDid: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description country code and number, digits alone; `default` for all numbers without a route of their own
                 * @example 74951234567
                 */
                did: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "label": "Shop on the corner",
                 *       "openingHours": "09:00-21:00",
                 *       "holidays": [
                 *         "2027-01-01"
                 *       ]
                 *     }
                 */
                "application/json": {
                    /** @description callers who wait may key in a new number of theirs, after the proof of the order */
                    changesNumber?: boolean;
                    /**
                     * @description nobody takes the call, or it comes outside opening hours: a call-back on the list of the manager, or an announcement only
                     * @enum {string}
                     */
                    fallback?: "call-back" | "announce";
                    /**
                     * @description a sound on the PBX that says who was reached, as Asterisk names it; null for none
                     * @example custom/shop-hello
                     */
                    greeting?: string | null;
                    /**
                     * @description the group that takes callers of no manager; null for everybody
                     * @example sales
                     */
                    group?: string | null;
                    /** @description local days on which calls are not taken */
                    holidays?: string[];
                    /**
                     * @description for lists
                     * @example Shop on the corner
                     */
                    label?: string;
                    /**
                     * @description language of everything that callers hear
                     * @enum {string}
                     */
                    language?: "ru" | "en";
                    /**
                     * @description local hours in which calls are taken; null for always
                     * @example mon-fri 09:00-21:00, sat 10:00-18:00
                     */
                    openingHours?: string | null;
                    /**
                     * @description the manager of the order is busy or away: wait for that manager, another one of the same group, anybody
                     * @enum {string}
                     */
                    overflow?: "wait" | "group" | "everybody";
                    /**
                     * @description what must be keyed after the order number: whole units of the order’s total, or nothing
                     * @enum {string}
                     */
                    proof?: "amount" | "none";
                    /**
                     * @description who calls this number
                     * @enum {string}
                     */
                    purpose?: "customers" | "couriers" | "managers";
                    /** @description how long the phone of one manager rings: 5 to 120 */
                    ringSeconds?: number;
                    /**
                     * @description IANA time zone of opening hours and holidays
                     * @example Europe/Moscow
                     */
                    timeZone?: string;
                    /**
                     * @description no order has the number of the caller, or it is withheld: asked for the order number by keys, put through to any manager, refused politely
                     * @enum {string}
                     */
                    unknownCaller?: "order-number" | "everybody" | "refuse";
                    /** @description how long a caller waits at most: 10 to 3600 */
                    waitSeconds?: number;
                };
            };
        };
        responses: {
            /** @description The route as it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        did: components["schemas"]["Did"];
                        /** @description stored all the same; may be a mistake */
                        warnings: {
                            /**
                             * @description stable
                             * @enum {string}
                             */
                            code: "group-unknown";
                            detail: string;
                            field: string;
                        }[];
                    };
                };
            };
            /** @description invalid-request: Invalid request. malformed-body: The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description role-forbidden: You may not do this. csrf: Not from a page of Star7. sign-in-unfinished: Sign-in is not finished. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description body-too-large: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unsupported-media-type: Unsupported media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many-failures: Too many failed authentications. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteDid: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description country code and number, digits alone; `default` for all numbers without a route of their own
                 * @example 74951234567
                 */
                did: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Removed */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description role-forbidden: You may not do this. csrf: Not from a page of Star7. sign-in-unfinished: Sign-in is not finished. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description did-not-found: No such company number. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many-failures: Too many failed authentications. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getDoctor: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As they are now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description whether the doctor can run here */
                        available: boolean;
                        /** @description the last run did not finish; findings are of the one before */
                        failed: boolean;
                        /** @description most severe first */
                        findings: {
                            mend: {
                                line: string;
                                where: string;
                            };
                            /**
                             * @description high: numbers can get out, or Star7 cannot be trusted to work
                             * @enum {string}
                             */
                            severity: "high" | "medium" | "low";
                            /** @description docs/doctor.md lists them */
                            slug: string;
                            subject: string;
                            what: string;
                            why: string;
                        }[];
                        ranAt: string | null;
                        running: boolean;
                        why: string | null;
                    };
                };
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description role-forbidden: You may not do this. csrf: Not from a page of Star7. sign-in-unfinished: Sign-in is not finished. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many-failures: Too many failed authentications. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    runDoctor: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It runs */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description whether the doctor can run here */
                        available: boolean;
                        /** @description the last run did not finish; findings are of the one before */
                        failed: boolean;
                        /** @description most severe first */
                        findings: {
                            mend: {
                                line: string;
                                where: string;
                            };
                            /**
                             * @description high: numbers can get out, or Star7 cannot be trusted to work
                             * @enum {string}
                             */
                            severity: "high" | "medium" | "low";
                            /** @description docs/doctor.md lists them */
                            slug: string;
                            subject: string;
                            what: string;
                            why: string;
                        }[];
                        ranAt: string | null;
                        running: boolean;
                        why: string | null;
                    };
                };
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description role-forbidden: You may not do this. csrf: Not from a page of Star7. sign-in-unfinished: Sign-in is not finished. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description doctor-unavailable: The doctor cannot run here. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many-failures: Too many failed authentications. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    streamEvents: {
        parameters: {
            query?: {
                /** @description for clients that cannot send the header: the last `id` read */
                lastEventId?: string;
            };
            header?: {
                /** @description the last `id` read */
                "last-event-id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description An endless stream */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description csrf: Not from a page of Star7. sign-in-unfinished: Sign-in is not finished. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many-own-streams: Too many event streams for this token or account. too-many-failures: Too many failed authentications. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many-streams: Too many event streams. unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getFirstSteps: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Whether each step is done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description a manager can sign in */
                        accounts: boolean;
                        /** @description a customer has been called */
                        firstCall: boolean;
                        /** @description there is a manager */
                        managers: boolean;
                        /** @description there is an order */
                        orders: boolean;
                        /** @description Star7 is connected to the PBX, or was once: a customer has been called */
                        pbx: boolean;
                        /** @description a trunk is online, or was once */
                        trunk: boolean;
                    };
                };
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description role-forbidden: You may not do this. csrf: Not from a page of Star7. sign-in-unfinished: Sign-in is not finished. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many-failures: Too many failed authentications. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listImports: {
        parameters: {
            query: {
                /** @description `next` of the previous page */
                after?: string;
                /** @description rows of a page */
                limit: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of imports */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Import"][];
                        next: string | null;
                    };
                };
            };
            /** @description invalid-request: Invalid request. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description role-forbidden: You may not do this. csrf: Not from a page of Star7. sign-in-unfinished: Sign-in is not finished. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many-failures: Too many failed authentications. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    startImport: {
        parameters: {
            query?: {
                /** @description read everything and write nothing */
                dryRun?: boolean;
                /**
                 * @description before order numbers, where another shop has the same ones; without it, what is kept of the profile
                 * @example B-
                 */
                prefix?: string;
                /** @description how columns are read; without it, told by their names */
                profile?: "matrixify" | "shopify" | "woocommerce" | "tilda" | "wix" | "amazon" | "1c-bitrix" | "insales" | "amocrm" | "moysklad" | "plain";
                /** @description the orders are those that are known by their numbers, also where customer, phone and time differ; without it, such rows are left out (`another-order`) */
                sameShop?: boolean;
                /** @description for times in the file that state no offset; without it, the shop's time zone holds */
                utcOffsetMinutes?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/octet-stream": string;
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                "text/csv": string;
            };
        };
        responses: {
            /** @description How it ended */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Import"];
                };
            };
            /** @description invalid-request: Invalid request. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description role-forbidden: You may not do this. csrf: Not from a page of Star7. sign-in-unfinished: Sign-in is not finished. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description import-running: Another import is running. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description body-too-large: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unsupported-media-type: Unsupported media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many-failures: Too many failed authentications. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getImport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description the import's id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The import */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Import"];
                };
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description role-forbidden: You may not do this. csrf: Not from a page of Star7. sign-in-unfinished: Sign-in is not finished. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description import-not-found: No such import. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many-failures: Too many failed authentications. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getImportRejects: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description the import's id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description CSV with a header */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description role-forbidden: You may not do this. csrf: Not from a page of Star7. sign-in-unfinished: Sign-in is not finished. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description import-not-found: No such import. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many-failures: Too many failed authentications. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    callInterview: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description number of a case
                 * @example 7
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The call */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        call: string;
                    };
                };
            };
            /** @description invalid-request: Invalid request. malformed-body: The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description role-forbidden: You may not do this. do-not-call: The customer asked not to be called. destination: Calls to this kind of number are not allowed. role-forbidden: You may not do this. csrf: Not from a page of Star7. sign-in-unfinished: Sign-in is not finished. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-found: Not found. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description manager-busy: The manager is in another call. manager-unreachable: The manager's phone is not registered. calling-hours: Too early or too late to call this customer. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description body-too-large: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unsupported-media-type: Unsupported media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description locked-out: Too many wrong order numbers. hourly-cap: Hourly call limit reached. daily-cap: Daily call limit reached. too-many-failures: Too many failed authentications. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description call-unavailable: No calls now. unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    endInterview: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description number of a case
                 * @example 7
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "end": "answered",
                 *       "answers": {
                 *         "offered": "yes",
                 *         "known": "no",
                 *         "reason": "price",
                 *         "mayCallBack": true
                 *       }
                 *     }
                 */
                "application/json": {
                    answers?: {
                        /**
                         * @description whether they knew the name or the orders
                         * @enum {string}
                         */
                        known?: "yes" | "no" | "unsure";
                        mayCallBack: boolean;
                        /**
                         * @description whether somebody offered something
                         * @enum {string}
                         */
                        offered: "yes" | "no" | "unsure";
                        /**
                         * @description why they order less
                         * @enum {string}
                         */
                        reason: "no-need" | "price" | "choice" | "other-seller";
                    } | null;
                    /**
                     * @description `never`: does not want to be asked again
                     * @enum {string}
                     */
                    end: "answered" | "refused" | "never" | "not-reached";
                };
            };
        };
        responses: {
            /** @description The present customer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        interview: {
                            id: number;
                            /** @description the customer's, as the latest order has it */
                            name: string;
                            /** @description ask why they order less before whether something was offered */
                            reasonFirst: boolean;
                            /** @description calls before, 3 at most */
                            tries: number;
                            /** @description this time */
                            wasCalled: boolean;
                        } | null;
                        script: {
                            en: {
                                callBack: string;
                                greeting: string;
                                /** @description asked only if something was offered */
                                known: string;
                                offered: string;
                                reason: string;
                            };
                            ru: {
                                callBack: string;
                                greeting: string;
                                /** @description asked only if something was offered */
                                known: string;
                                offered: string;
                                reason: string;
                            };
                        };
                    };
                };
            };
            /** @description invalid-request: Invalid request. malformed-body: The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description role-forbidden: You may not do this. role-forbidden: You may not do this. csrf: Not from a page of Star7. sign-in-unfinished: Sign-in is not finished. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-found: Not found. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description body-too-large: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unsupported-media-type: Unsupported media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many-failures: Too many failed authentications. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    nextInterview: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The present customer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        interview: {
                            id: number;
                            /** @description the customer's, as the latest order has it */
                            name: string;
                            /** @description ask why they order less before whether something was offered */
                            reasonFirst: boolean;
                            /** @description calls before, 3 at most */
                            tries: number;
                            /** @description this time */
                            wasCalled: boolean;
                        } | null;
                        script: {
                            en: {
                                callBack: string;
                                greeting: string;
                                /** @description asked only if something was offered */
                                known: string;
                                offered: string;
                                reason: string;
                            };
                            ru: {
                                callBack: string;
                                greeting: string;
                                /** @description asked only if something was offered */
                                known: string;
                                offered: string;
                                reason: string;
                            };
                        };
                    };
                };
            };
            /** @description invalid-request: Invalid request. malformed-body: The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description role-forbidden: You may not do this. role-forbidden: You may not do this. csrf: Not from a page of Star7. sign-in-unfinished: Sign-in is not finished. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description body-too-large: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unsupported-media-type: Unsupported media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many-failures: Too many failed authentications. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getInterview: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The present customer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        interview: {
                            id: number;
                            /** @description the customer's, as the latest order has it */
                            name: string;
                            /** @description ask why they order less before whether something was offered */
                            reasonFirst: boolean;
                            /** @description calls before, 3 at most */
                            tries: number;
                            /** @description this time */
                            wasCalled: boolean;
                        } | null;
                        script: {
                            en: {
                                callBack: string;
                                greeting: string;
                                /** @description asked only if something was offered */
                                known: string;
                                offered: string;
                                reason: string;
                            };
                            ru: {
                                callBack: string;
                                greeting: string;
                                /** @description asked only if something was offered */
                                known: string;
                                offered: string;
                                reason: string;
                            };
                        };
                    };
                };
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description role-forbidden: You may not do this. csrf: Not from a page of Star7. sign-in-unfinished: Sign-in is not finished. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many-failures: Too many failed authentications. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getLeakWatch: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As the last run left it */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description open ones, and closed ones that are kept; oldest first */
                        cases: {
                            closedAt: string | null;
                            closedBy: string | null;
                            /**
                             * @description an extension, a team, a time zone, a source; `*`: the small ones of this kind together
                             * @example 101
                             */
                            group: string;
                            id: number;
                            /**
                             * @description what customers are grouped by; `former`: customers of a manager who handed over or left
                             * @enum {string}
                             */
                            kind: "manager" | "former" | "team" | "region" | "source";
                            /**
                             * @description what showed it: `recent`: 8 weeks of orders; `long`: 26; `check`: the average purchase
                             * @enum {string}
                             */
                            lamp: "recent" | "long" | "check";
                            /**
                             * @description the last one
                             * @example 2026-11-29
                             */
                            lastWeek: string;
                            /** @description who agreed that reports name the group of the case: they do when two persons have */
                            namedBy: string[];
                            note: string | null;
                            /**
                             * Format: date-time
                             * @description RFC 3339, with microseconds, in UTC
                             * @example 2026-07-01T09:30:00.000123Z
                             */
                            openedAt: string;
                            /**
                             * @description the first week that was worth a look, by its last day
                             * @example 2026-11-29
                             */
                            openedWeek: string;
                            reason: ("explained" | "no-finding" | "confirmed") | null;
                        }[];
                        /** @description by kind and name: no ranking */
                        groups: {
                            bought: number | null;
                            customers: number;
                            /**
                             * @description an extension, a team, a time zone, a source; `*`: the small ones of this kind together
                             * @example 101
                             */
                            group: string;
                            handOver: {
                                /** @description from other managers */
                                came: number;
                                /**
                                 * @description nine of ten changed since this week, by its last day
                                 * @example 2026-11-29
                                 */
                                since: string;
                                /** @description to other managers */
                                went: number;
                            } | null;
                            /**
                             * @description what customers are grouped by; `former`: customers of a manager who handed over or left
                             * @enum {string}
                             */
                            kind: "manager" | "former" | "team" | "region" | "source";
                            lamps: {
                                /** @description what everybody's customers of the same kind ordered in the same weeks */
                                expected: number;
                                /** @description at most */
                                high: number;
                                /**
                                 * @description see cases
                                 * @enum {string}
                                 */
                                lamp: "recent" | "long" | "check";
                                /**
                                 * @description of this lamp
                                 * @enum {string}
                                 */
                                level: "quiet" | "watch" | "alarm";
                                /** @description orders that are to be expected, at least */
                                low: number;
                                /** @description orders in the window that ends with the week */
                                observed: number;
                                /**
                                 * @description of the observed orders; `below` is no alarm yet
                                 * @enum {string}
                                 */
                                place: "below" | "within" | "above";
                                /** @description standard deviation of the observed orders by chance alone */
                                spread: number;
                            }[];
                            /**
                             * @description `alarm`: worth a look; `watch`: higher than usual, and no alarm
                             * @enum {string}
                             */
                            level: "quiet" | "watch" | "alarm";
                            ordersAWeek: number | null;
                            /** @description too few orders: `quiet` says nothing */
                            tooFew: boolean;
                            /** @description groups differ for good: comparisons are less reliable */
                            unreliable: boolean;
                            /** @description windows of 8 weeks by their last one, oldest first */
                            weeks: {
                                /** @description was worth a look */
                                alarm: boolean;
                                /** @description what everybody's customers of the same kind ordered in the same weeks */
                                expected: number;
                                /** @description orders in the window that ends with the week */
                                observed: number;
                                /** @description standard deviation of the observed orders by chance alone */
                                spread: number;
                                /**
                                 * @description a local day
                                 * @example 2026-11-29
                                 */
                                weekEnd: string;
                            }[];
                            weeksFifth: number | null;
                            weeksHalf: number | null;
                        }[];
                        /** @description that was entered; such weeks are left out, from the next run on */
                        leave: {
                            extension: string;
                            /**
                             * @description a local day
                             * @example 2026-11-29
                             */
                            firstDay: string;
                            id: number;
                            /**
                             * @description a local day
                             * @example 2026-11-29
                             */
                            lastDay: string;
                        }[];
                        power: {
                            fewest: number | null;
                            most: number | null;
                            of: number;
                            /** @description managers of whom the loss of a fifth of the customers would show */
                            shown: number;
                            weeks: number | null;
                        };
                        run: {
                            /** @description groups */
                            compared: number;
                            customers: number;
                            /**
                             * Format: date-time
                             * @description RFC 3339, with microseconds, in UTC
                             * @example 2026-07-01T09:30:00.000123Z
                             */
                            endedAt: string;
                            historyWeeks: number;
                            missing: ("too-short" | "one-group") | null;
                            orders: number;
                            /** @description false alarms of the whole shop in a year that are accepted */
                            perYear: number;
                            /**
                             * @description the last day of the last complete week
                             * @example 2026-11-29
                             */
                            weekEnd: string;
                            withManager: number | null;
                        } | null;
                        shop: {
                            /** @description in the 8 weeks before */
                            before: number;
                            /** @description by more than a fifth */
                            fell: boolean;
                            /** @description in the last 8 weeks */
                            now: number;
                            /** @description windows of 8 weeks by their last one, oldest first */
                            weeks: {
                                orders: number;
                                /**
                                 * @description a local day
                                 * @example 2026-11-29
                                 */
                                weekEnd: string;
                            }[];
                            yearAgo: {
                                /** @description in the 8 weeks before */
                                before: number;
                                /** @description in the last 8 weeks */
                                now: number;
                            } | null;
                        } | null;
                    };
                };
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description role-forbidden: You may not do this. csrf: Not from a page of Star7. sign-in-unfinished: Sign-in is not finished. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many-failures: Too many failed authentications. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getLeakAccess: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Nothing of the watch */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        mayRead: boolean;
                    };
                };
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description role-forbidden: You may not do this. csrf: Not from a page of Star7. sign-in-unfinished: Sign-in is not finished. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many-failures: Too many failed authentications. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    closeLeakCase: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description number of a case
                 * @example 7
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reason": "explained",
                 *       "note": "A competitor opened."
                 *     }
                 */
                "application/json": {
                    note?: string | null;
                    /**
                     * @description what a person found
                     * @enum {string}
                     */
                    reason: "explained" | "no-finding" | "confirmed";
                };
            };
        };
        responses: {
            /** @description The cases */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        cases: {
                            closedAt: string | null;
                            closedBy: string | null;
                            /**
                             * @description an extension, a team, a time zone, a source; `*`: the small ones of this kind together
                             * @example 101
                             */
                            group: string;
                            id: number;
                            /**
                             * @description what customers are grouped by; `former`: customers of a manager who handed over or left
                             * @enum {string}
                             */
                            kind: "manager" | "former" | "team" | "region" | "source";
                            /**
                             * @description what showed it: `recent`: 8 weeks of orders; `long`: 26; `check`: the average purchase
                             * @enum {string}
                             */
                            lamp: "recent" | "long" | "check";
                            /**
                             * @description the last one
                             * @example 2026-11-29
                             */
                            lastWeek: string;
                            /** @description who agreed that reports name the group of the case: they do when two persons have */
                            namedBy: string[];
                            note: string | null;
                            /**
                             * Format: date-time
                             * @description RFC 3339, with microseconds, in UTC
                             * @example 2026-07-01T09:30:00.000123Z
                             */
                            openedAt: string;
                            /**
                             * @description the first week that was worth a look, by its last day
                             * @example 2026-11-29
                             */
                            openedWeek: string;
                            reason: ("explained" | "no-finding" | "confirmed") | null;
                        }[];
                    };
                };
            };
            /** @description invalid-request: Invalid request. malformed-body: The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description role-forbidden: You may not do this. csrf: Not from a page of Star7. sign-in-unfinished: Sign-in is not finished. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-found: Not found. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description body-too-large: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unsupported-media-type: Unsupported media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many-failures: Too many failed authentications. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    nameLeakCase: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description number of a case
                 * @example 7
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The cases */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        cases: {
                            closedAt: string | null;
                            closedBy: string | null;
                            /**
                             * @description an extension, a team, a time zone, a source; `*`: the small ones of this kind together
                             * @example 101
                             */
                            group: string;
                            id: number;
                            /**
                             * @description what customers are grouped by; `former`: customers of a manager who handed over or left
                             * @enum {string}
                             */
                            kind: "manager" | "former" | "team" | "region" | "source";
                            /**
                             * @description what showed it: `recent`: 8 weeks of orders; `long`: 26; `check`: the average purchase
                             * @enum {string}
                             */
                            lamp: "recent" | "long" | "check";
                            /**
                             * @description the last one
                             * @example 2026-11-29
                             */
                            lastWeek: string;
                            /** @description who agreed that reports name the group of the case: they do when two persons have */
                            namedBy: string[];
                            note: string | null;
                            /**
                             * Format: date-time
                             * @description RFC 3339, with microseconds, in UTC
                             * @example 2026-07-01T09:30:00.000123Z
                             */
                            openedAt: string;
                            /**
                             * @description the first week that was worth a look, by its last day
                             * @example 2026-11-29
                             */
                            openedWeek: string;
                            reason: ("explained" | "no-finding" | "confirmed") | null;
                        }[];
                    };
                };
            };
            /** @description invalid-request: Invalid request. malformed-body: The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description role-forbidden: You may not do this. csrf: Not from a page of Star7. sign-in-unfinished: Sign-in is not finished. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-found: Not found. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description second-person-needed: A second person is needed. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description body-too-large: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unsupported-media-type: Unsupported media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many-failures: Too many failed authentications. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    startSurvey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description number of a case
                 * @example 7
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "answers": 12,
                 *       "controls": 3
                 *     }
                 */
                "application/json": {
                    answers: number;
                    /** @description Star7 itself calls, those who have agreed to automatic calls; default: a person does */
                    byKeys?: boolean;
                    controls: number;
                };
            };
        };
        responses: {
            /** @description Begun, or why not */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        fault: ("nobody-to-ask" | "survey-running" | "no-interviewer") | null;
                    };
                };
            };
            /** @description invalid-request: Invalid request. malformed-body: The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description role-forbidden: You may not do this. role-forbidden: You may not do this. csrf: Not from a page of Star7. sign-in-unfinished: Sign-in is not finished. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-found: Not found. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description body-too-large: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unsupported-media-type: Unsupported media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many-failures: Too many failed authentications. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    judgeDecoyHit: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description a number of the list
                 * @example 7
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "class": "named"
                 *     }
                 */
                "application/json": {
                    /**
                     * @description what the call was
                     * @enum {string}
                     */
                    class: "silent" | "answered" | "offered" | "named";
                };
            };
        };
        responses: {
            /** @description As it stands now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        controlLines: number;
                        /** @description retired ones too, oldest first */
                        decoys: {
                            address: string | null;
                            id: number;
                            /**
                             * @description an extension; of other kinds what the owner calls it
                             * @example 101
                             */
                            key: string;
                            /**
                             * @description the way by which a list can leave the house; all but `manager` are lists outside of Star7, into which the owner puts the decoy
                             * @enum {string}
                             */
                            kind: "manager" | "export" | "import" | "courier" | "shop" | "backup";
                            /** @description by which the owner knows the decoy's number; the number is not shown */
                            line: string;
                            mailbox: string | null;
                            name: string;
                            /** @description order numbers; none in a list outside of Star7 */
                            orders: string[];
                            /**
                             * Format: date-time
                             * @description RFC 3339, with microseconds, in UTC
                             * @example 2026-07-01T09:30:00.000123Z
                             */
                            plantedAt: string;
                            plantedBy: string;
                            retiredAt: string | null;
                        }[];
                        /** @description numbers for decoys that are not planted */
                        freeLines: number;
                        /** @description mailboxes for decoys that are not planted */
                        freeMailboxes: number;
                        /** @description calls from outside, newest first; 500 at most */
                        hits: {
                            /**
                             * Format: date-time
                             * @description RFC 3339, with microseconds, in UTC
                             * @example 2026-07-01T09:30:00.000123Z
                             */
                            at: string;
                            /**
                             * @description what the call was: nobody spoke, which is no hit; somebody spoke; offered goods like ours; asked for the decoy by name
                             * @enum {string}
                             */
                            class: "silent" | "answered" | "offered" | "named";
                            decoy: {
                                id: number;
                                /**
                                 * @description an extension; of other kinds what the owner calls it
                                 * @example 101
                                 */
                                key: string;
                                /**
                                 * @description the way by which a list can leave the house; all but `manager` are lists outside of Star7, into which the owner puts the decoy
                                 * @enum {string}
                                 */
                                kind: "manager" | "export" | "import" | "courier" | "shop" | "backup";
                                name: string;
                            } | null;
                            /** @description keys that were pressed; which ones is not kept */
                            digits: number;
                            id: number;
                            judgedBy: string | null;
                            line: string;
                            /** @description from the answer to the end */
                            openSeconds: number;
                            /** @description other lines that the same caller has called */
                            otherLines: number;
                            /**
                             * @description `control`: a number that nobody is given, to measure who calls anyway
                             * @enum {string}
                             */
                            purpose: "decoy" | "control";
                            ringSeconds: number;
                            /** @description for which the caller spoke */
                            spokenSeconds: number;
                        }[];
                        /** @description mails from outside, newest first; 500 at most */
                        mails: {
                            /**
                             * Format: date-time
                             * @description RFC 3339, with microseconds, in UTC
                             * @example 2026-07-01T09:30:00.000123Z
                             */
                            at: string;
                            /**
                             * @description `silent`: a program or spam, which is no hit; `answered`: somebody wrote; offered goods like ours; addressed the decoy by name
                             * @enum {string}
                             */
                            class: "silent" | "answered" | "offered" | "named";
                            decoy: {
                                id: number;
                                /**
                                 * @description an extension; of other kinds what the owner calls it
                                 * @example 101
                                 */
                                key: string;
                                /**
                                 * @description the way by which a list can leave the house; all but `manager` are lists outside of Star7, into which the owner puts the decoy
                                 * @enum {string}
                                 */
                                kind: "manager" | "export" | "import" | "courier" | "shop" | "backup";
                                name: string;
                            } | null;
                            id: number;
                            judgedBy: string | null;
                            /** @description by which the owner knows it; the address is not shown */
                            mailbox: string;
                            /**
                             * @description `control`: a mailbox that nobody is given, to measure who writes anyway
                             * @enum {string}
                             */
                            purpose: "decoy" | "control";
                        }[];
                        noticeAcceptedAt: string | null;
                        /** @description mailboxes by which no mail has come yet: they may not forward */
                        silentMailboxes: string[];
                        /** @description SMS from outside, newest first; 500 at most */
                        sms: {
                            /**
                             * Format: date-time
                             * @description RFC 3339, with microseconds, in UTC
                             * @example 2026-07-01T09:30:00.000123Z
                             */
                            at: string;
                            /**
                             * @description `silent`: advertising, which is no hit; `answered`: somebody wrote; offered goods like ours; addressed the decoy by name
                             * @enum {string}
                             */
                            class: "silent" | "answered" | "offered" | "named";
                            decoy: {
                                id: number;
                                /**
                                 * @description an extension; of other kinds what the owner calls it
                                 * @example 101
                                 */
                                key: string;
                                /**
                                 * @description the way by which a list can leave the house; all but `manager` are lists outside of Star7, into which the owner puts the decoy
                                 * @enum {string}
                                 */
                                kind: "manager" | "export" | "import" | "courier" | "shop" | "backup";
                                name: string;
                            } | null;
                            id: number;
                            judgedBy: string | null;
                            /** @description by which the owner knows the number; the number is not shown */
                            line: string;
                            /**
                             * @description `control`: a number that nobody is given, to measure who writes anyway
                             * @enum {string}
                             */
                            purpose: "decoy" | "control";
                        }[];
                        /** @description numbers by which an SMS has come, so that SMS to them are known to reach Star7 */
                        smsLines: number;
                        standing: {
                            /** @description in the order of planting: no ranking */
                            channels: {
                                decoys: number;
                                hits: {
                                    answered: number;
                                    named: number;
                                    offered: number;
                                    silent: number;
                                };
                                /**
                                 * @description an extension; of other kinds what the owner calls it
                                 * @example 101
                                 */
                                key: string;
                                /**
                                 * @description the way by which a list can leave the house; all but `manager` are lists outside of Star7, into which the owner puts the decoy
                                 * @enum {string}
                                 */
                                kind: "manager" | "export" | "import" | "courier" | "shop" | "backup";
                                /** @description decoys of these that have an e-mail address */
                                mailboxes: number;
                                mails: {
                                    answered: number;
                                    named: number;
                                    offered: number;
                                    silent: number;
                                };
                                sms: {
                                    answered: number;
                                    named: number;
                                    offered: number;
                                    silent: number;
                                };
                                /**
                                 * @description what calls, mails and SMS are worth; never of a person
                                 * @enum {string}
                                 */
                                strength: "none" | "hint" | "evidence" | "strong";
                                /** @description for which they have been planted, on average */
                                weeks: number;
                            }[];
                            /** @description numbers and mailboxes that nobody was given, and what came to them */
                            controls: {
                                hits: {
                                    answered: number;
                                    named: number;
                                    offered: number;
                                    silent: number;
                                };
                                mailboxes: number;
                                mails: {
                                    answered: number;
                                    named: number;
                                    offered: number;
                                    silent: number;
                                };
                                numbers: number;
                                sms: {
                                    answered: number;
                                    named: number;
                                    offered: number;
                                    silent: number;
                                };
                            };
                            first: {
                                /**
                                 * @description an extension; of other kinds what the owner calls it
                                 * @example 101
                                 */
                                key: string;
                                /**
                                 * @description the way by which a list can leave the house; all but `manager` are lists outside of Star7, into which the owner puts the decoy
                                 * @enum {string}
                                 */
                                kind: "manager" | "export" | "import" | "courier" | "shop" | "backup";
                            } | null;
                            /** @description strangers’ calls are measured by control numbers, not assumed */
                            isMeasured: boolean;
                            lead: number | null;
                            runnerUp: {
                                /**
                                 * @description an extension; of other kinds what the owner calls it
                                 * @example 101
                                 */
                                key: string;
                                /**
                                 * @description the way by which a list can leave the house; all but `manager` are lists outside of Star7, into which the owner puts the decoy
                                 * @enum {string}
                                 */
                                kind: "manager" | "export" | "import" | "courier" | "shop" | "backup";
                            } | null;
                        };
                    };
                };
            };
            /** @description invalid-request: Invalid request. malformed-body: The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description role-forbidden: You may not do this. role-forbidden: You may not do this. csrf: Not from a page of Star7. sign-in-unfinished: Sign-in is not finished. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-found: Not found. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description body-too-large: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unsupported-media-type: Unsupported media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many-failures: Too many failed authentications. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    judgeDecoyMail: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description a number of the list
                 * @example 7
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "class": "named"
                 *     }
                 */
                "application/json": {
                    /**
                     * @description what the call was
                     * @enum {string}
                     */
                    class: "silent" | "answered" | "offered" | "named";
                };
            };
        };
        responses: {
            /** @description As it stands now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        controlLines: number;
                        /** @description retired ones too, oldest first */
                        decoys: {
                            address: string | null;
                            id: number;
                            /**
                             * @description an extension; of other kinds what the owner calls it
                             * @example 101
                             */
                            key: string;
                            /**
                             * @description the way by which a list can leave the house; all but `manager` are lists outside of Star7, into which the owner puts the decoy
                             * @enum {string}
                             */
                            kind: "manager" | "export" | "import" | "courier" | "shop" | "backup";
                            /** @description by which the owner knows the decoy's number; the number is not shown */
                            line: string;
                            mailbox: string | null;
                            name: string;
                            /** @description order numbers; none in a list outside of Star7 */
                            orders: string[];
                            /**
                             * Format: date-time
                             * @description RFC 3339, with microseconds, in UTC
                             * @example 2026-07-01T09:30:00.000123Z
                             */
                            plantedAt: string;
                            plantedBy: string;
                            retiredAt: string | null;
                        }[];
                        /** @description numbers for decoys that are not planted */
                        freeLines: number;
                        /** @description mailboxes for decoys that are not planted */
                        freeMailboxes: number;
                        /** @description calls from outside, newest first; 500 at most */
                        hits: {
                            /**
                             * Format: date-time
                             * @description RFC 3339, with microseconds, in UTC
                             * @example 2026-07-01T09:30:00.000123Z
                             */
                            at: string;
                            /**
                             * @description what the call was: nobody spoke, which is no hit; somebody spoke; offered goods like ours; asked for the decoy by name
                             * @enum {string}
                             */
                            class: "silent" | "answered" | "offered" | "named";
                            decoy: {
                                id: number;
                                /**
                                 * @description an extension; of other kinds what the owner calls it
                                 * @example 101
                                 */
                                key: string;
                                /**
                                 * @description the way by which a list can leave the house; all but `manager` are lists outside of Star7, into which the owner puts the decoy
                                 * @enum {string}
                                 */
                                kind: "manager" | "export" | "import" | "courier" | "shop" | "backup";
                                name: string;
                            } | null;
                            /** @description keys that were pressed; which ones is not kept */
                            digits: number;
                            id: number;
                            judgedBy: string | null;
                            line: string;
                            /** @description from the answer to the end */
                            openSeconds: number;
                            /** @description other lines that the same caller has called */
                            otherLines: number;
                            /**
                             * @description `control`: a number that nobody is given, to measure who calls anyway
                             * @enum {string}
                             */
                            purpose: "decoy" | "control";
                            ringSeconds: number;
                            /** @description for which the caller spoke */
                            spokenSeconds: number;
                        }[];
                        /** @description mails from outside, newest first; 500 at most */
                        mails: {
                            /**
                             * Format: date-time
                             * @description RFC 3339, with microseconds, in UTC
                             * @example 2026-07-01T09:30:00.000123Z
                             */
                            at: string;
                            /**
                             * @description `silent`: a program or spam, which is no hit; `answered`: somebody wrote; offered goods like ours; addressed the decoy by name
                             * @enum {string}
                             */
                            class: "silent" | "answered" | "offered" | "named";
                            decoy: {
                                id: number;
                                /**
                                 * @description an extension; of other kinds what the owner calls it
                                 * @example 101
                                 */
                                key: string;
                                /**
                                 * @description the way by which a list can leave the house; all but `manager` are lists outside of Star7, into which the owner puts the decoy
                                 * @enum {string}
                                 */
                                kind: "manager" | "export" | "import" | "courier" | "shop" | "backup";
                                name: string;
                            } | null;
                            id: number;
                            judgedBy: string | null;
                            /** @description by which the owner knows it; the address is not shown */
                            mailbox: string;
                            /**
                             * @description `control`: a mailbox that nobody is given, to measure who writes anyway
                             * @enum {string}
                             */
                            purpose: "decoy" | "control";
                        }[];
                        noticeAcceptedAt: string | null;
                        /** @description mailboxes by which no mail has come yet: they may not forward */
                        silentMailboxes: string[];
                        /** @description SMS from outside, newest first; 500 at most */
                        sms: {
                            /**
                             * Format: date-time
                             * @description RFC 3339, with microseconds, in UTC
                             * @example 2026-07-01T09:30:00.000123Z
                             */
                            at: string;
                            /**
                             * @description `silent`: advertising, which is no hit; `answered`: somebody wrote; offered goods like ours; addressed the decoy by name
                             * @enum {string}
                             */
                            class: "silent" | "answered" | "offered" | "named";
                            decoy: {
                                id: number;
                                /**
                                 * @description an extension; of other kinds what the owner calls it
                                 * @example 101
                                 */
                                key: string;
                                /**
                                 * @description the way by which a list can leave the house; all but `manager` are lists outside of Star7, into which the owner puts the decoy
                                 * @enum {string}
                                 */
                                kind: "manager" | "export" | "import" | "courier" | "shop" | "backup";
                                name: string;
                            } | null;
                            id: number;
                            judgedBy: string | null;
                            /** @description by which the owner knows the number; the number is not shown */
                            line: string;
                            /**
                             * @description `control`: a number that nobody is given, to measure who writes anyway
                             * @enum {string}
                             */
                            purpose: "decoy" | "control";
                        }[];
                        /** @description numbers by which an SMS has come, so that SMS to them are known to reach Star7 */
                        smsLines: number;
                        standing: {
                            /** @description in the order of planting: no ranking */
                            channels: {
                                decoys: number;
                                hits: {
                                    answered: number;
                                    named: number;
                                    offered: number;
                                    silent: number;
                                };
                                /**
                                 * @description an extension; of other kinds what the owner calls it
                                 * @example 101
                                 */
                                key: string;
                                /**
                                 * @description the way by which a list can leave the house; all but `manager` are lists outside of Star7, into which the owner puts the decoy
                                 * @enum {string}
                                 */
                                kind: "manager" | "export" | "import" | "courier" | "shop" | "backup";
                                /** @description decoys of these that have an e-mail address */
                                mailboxes: number;
                                mails: {
                                    answered: number;
                                    named: number;
                                    offered: number;
                                    silent: number;
                                };
                                sms: {
                                    answered: number;
                                    named: number;
                                    offered: number;
                                    silent: number;
                                };
                                /**
                                 * @description what calls, mails and SMS are worth; never of a person
                                 * @enum {string}
                                 */
                                strength: "none" | "hint" | "evidence" | "strong";
                                /** @description for which they have been planted, on average */
                                weeks: number;
                            }[];
                            /** @description numbers and mailboxes that nobody was given, and what came to them */
                            controls: {
                                hits: {
                                    answered: number;
                                    named: number;
                                    offered: number;
                                    silent: number;
                                };
                                mailboxes: number;
                                mails: {
                                    answered: number;
                                    named: number;
                                    offered: number;
                                    silent: number;
                                };
                                numbers: number;
                                sms: {
                                    answered: number;
                                    named: number;
                                    offered: number;
                                    silent: number;
                                };
                            };
                            first: {
                                /**
                                 * @description an extension; of other kinds what the owner calls it
                                 * @example 101
                                 */
                                key: string;
                                /**
                                 * @description the way by which a list can leave the house; all but `manager` are lists outside of Star7, into which the owner puts the decoy
                                 * @enum {string}
                                 */
                                kind: "manager" | "export" | "import" | "courier" | "shop" | "backup";
                            } | null;
                            /** @description strangers’ calls are measured by control numbers, not assumed */
                            isMeasured: boolean;
                            lead: number | null;
                            runnerUp: {
                                /**
                                 * @description an extension; of other kinds what the owner calls it
                                 * @example 101
                                 */
                                key: string;
                                /**
                                 * @description the way by which a list can leave the house; all but `manager` are lists outside of Star7, into which the owner puts the decoy
                                 * @enum {string}
                                 */
                                kind: "manager" | "export" | "import" | "courier" | "shop" | "backup";
                            } | null;
                        };
                    };
                };
            };
            /** @description invalid-request: Invalid request. malformed-body: The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description role-forbidden: You may not do this. role-forbidden: You may not do this. csrf: Not from a page of Star7. sign-in-unfinished: Sign-in is not finished. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-found: Not found. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description body-too-large: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unsupported-media-type: Unsupported media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many-failures: Too many failed authentications. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    judgeDecoySms: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description a number of the list
                 * @example 7
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "class": "named"
                 *     }
                 */
                "application/json": {
                    /**
                     * @description what the call was
                     * @enum {string}
                     */
                    class: "silent" | "answered" | "offered" | "named";
                };
            };
        };
        responses: {
            /** @description As it stands now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        controlLines: number;
                        /** @description retired ones too, oldest first */
                        decoys: {
                            address: string | null;
                            id: number;
                            /**
                             * @description an extension; of other kinds what the owner calls it
                             * @example 101
                             */
                            key: string;
                            /**
                             * @description the way by which a list can leave the house; all but `manager` are lists outside of Star7, into which the owner puts the decoy
                             * @enum {string}
                             */
                            kind: "manager" | "export" | "import" | "courier" | "shop" | "backup";
                            /** @description by which the owner knows the decoy's number; the number is not shown */
                            line: string;
                            mailbox: string | null;
                            name: string;
                            /** @description order numbers; none in a list outside of Star7 */
                            orders: string[];
                            /**
                             * Format: date-time
                             * @description RFC 3339, with microseconds, in UTC
                             * @example 2026-07-01T09:30:00.000123Z
                             */
                            plantedAt: string;
                            plantedBy: string;
                            retiredAt: string | null;
                        }[];
                        /** @description numbers for decoys that are not planted */
                        freeLines: number;
                        /** @description mailboxes for decoys that are not planted */
                        freeMailboxes: number;
                        /** @description calls from outside, newest first; 500 at most */
                        hits: {
                            /**
                             * Format: date-time
                             * @description RFC 3339, with microseconds, in UTC
                             * @example 2026-07-01T09:30:00.000123Z
                             */
                            at: string;
                            /**
                             * @description what the call was: nobody spoke, which is no hit; somebody spoke; offered goods like ours; asked for the decoy by name
                             * @enum {string}
                             */
                            class: "silent" | "answered" | "offered" | "named";
                            decoy: {
                                id: number;
                                /**
                                 * @description an extension; of other kinds what the owner calls it
                                 * @example 101
                                 */
                                key: string;
                                /**
                                 * @description the way by which a list can leave the house; all but `manager` are lists outside of Star7, into which the owner puts the decoy
                                 * @enum {string}
                                 */
                                kind: "manager" | "export" | "import" | "courier" | "shop" | "backup";
                                name: string;
                            } | null;
                            /** @description keys that were pressed; which ones is not kept */
                            digits: number;
                            id: number;
                            judgedBy: string | null;
                            line: string;
                            /** @description from the answer to the end */
                            openSeconds: number;
                            /** @description other lines that the same caller has called */
                            otherLines: number;
                            /**
                             * @description `control`: a number that nobody is given, to measure who calls anyway
                             * @enum {string}
                             */
                            purpose: "decoy" | "control";
                            ringSeconds: number;
                            /** @description for which the caller spoke */
                            spokenSeconds: number;
                        }[];
                        /** @description mails from outside, newest first; 500 at most */
                        mails: {
                            /**
                             * Format: date-time
                             * @description RFC 3339, with microseconds, in UTC
                             * @example 2026-07-01T09:30:00.000123Z
                             */
                            at: string;
                            /**
                             * @description `silent`: a program or spam, which is no hit; `answered`: somebody wrote; offered goods like ours; addressed the decoy by name
                             * @enum {string}
                             */
                            class: "silent" | "answered" | "offered" | "named";
                            decoy: {
                                id: number;
                                /**
                                 * @description an extension; of other kinds what the owner calls it
                                 * @example 101
                                 */
                                key: string;
                                /**
                                 * @description the way by which a list can leave the house; all but `manager` are lists outside of Star7, into which the owner puts the decoy
                                 * @enum {string}
                                 */
                                kind: "manager" | "export" | "import" | "courier" | "shop" | "backup";
                                name: string;
                            } | null;
                            id: number;
                            judgedBy: string | null;
                            /** @description by which the owner knows it; the address is not shown */
                            mailbox: string;
                            /**
                             * @description `control`: a mailbox that nobody is given, to measure who writes anyway
                             * @enum {string}
                             */
                            purpose: "decoy" | "control";
                        }[];
                        noticeAcceptedAt: string | null;
                        /** @description mailboxes by which no mail has come yet: they may not forward */
                        silentMailboxes: string[];
                        /** @description SMS from outside, newest first; 500 at most */
                        sms: {
                            /**
                             * Format: date-time
                             * @description RFC 3339, with microseconds, in UTC
                             * @example 2026-07-01T09:30:00.000123Z
                             */
                            at: string;
                            /**
                             * @description `silent`: advertising, which is no hit; `answered`: somebody wrote; offered goods like ours; addressed the decoy by name
                             * @enum {string}
                             */
                            class: "silent" | "answered" | "offered" | "named";
                            decoy: {
                                id: number;
                                /**
                                 * @description an extension; of other kinds what the owner calls it
                                 * @example 101
                                 */
                                key: string;
                                /**
                                 * @description the way by which a list can leave the house; all but `manager` are lists outside of Star7, into which the owner puts the decoy
                                 * @enum {string}
                                 */
                                kind: "manager" | "export" | "import" | "courier" | "shop" | "backup";
                                name: string;
                            } | null;
                            id: number;
                            judgedBy: string | null;
                            /** @description by which the owner knows the number; the number is not shown */
                            line: string;
                            /**
                             * @description `control`: a number that nobody is given, to measure who writes anyway
                             * @enum {string}
                             */
                            purpose: "decoy" | "control";
                        }[];
                        /** @description numbers by which an SMS has come, so that SMS to them are known to reach Star7 */
                        smsLines: number;
                        standing: {
                            /** @description in the order of planting: no ranking */
                            channels: {
                                decoys: number;
                                hits: {
                                    answered: number;
                                    named: number;
                                    offered: number;
                                    silent: number;
                                };
                                /**
                                 * @description an extension; of other kinds what the owner calls it
                                 * @example 101
                                 */
                                key: string;
                                /**
                                 * @description the way by which a list can leave the house; all but `manager` are lists outside of Star7, into which the owner puts the decoy
                                 * @enum {string}
                                 */
                                kind: "manager" | "export" | "import" | "courier" | "shop" | "backup";
                                /** @description decoys of these that have an e-mail address */
                                mailboxes: number;
                                mails: {
                                    answered: number;
                                    named: number;
                                    offered: number;
                                    silent: number;
                                };
                                sms: {
                                    answered: number;
                                    named: number;
                                    offered: number;
                                    silent: number;
                                };
                                /**
                                 * @description what calls, mails and SMS are worth; never of a person
                                 * @enum {string}
                                 */
                                strength: "none" | "hint" | "evidence" | "strong";
                                /** @description for which they have been planted, on average */
                                weeks: number;
                            }[];
                            /** @description numbers and mailboxes that nobody was given, and what came to them */
                            controls: {
                                hits: {
                                    answered: number;
                                    named: number;
                                    offered: number;
                                    silent: number;
                                };
                                mailboxes: number;
                                mails: {
                                    answered: number;
                                    named: number;
                                    offered: number;
                                    silent: number;
                                };
                                numbers: number;
                                sms: {
                                    answered: number;
                                    named: number;
                                    offered: number;
                                    silent: number;
                                };
                            };
                            first: {
                                /**
                                 * @description an extension; of other kinds what the owner calls it
                                 * @example 101
                                 */
                                key: string;
                                /**
                                 * @description the way by which a list can leave the house; all but `manager` are lists outside of Star7, into which the owner puts the decoy
                                 * @enum {string}
                                 */
                                kind: "manager" | "export" | "import" | "courier" | "shop" | "backup";
                            } | null;
                            /** @description strangers’ calls are measured by control numbers, not assumed */
                            isMeasured: boolean;
                            lead: number | null;
                            runnerUp: {
                                /**
                                 * @description an extension; of other kinds what the owner calls it
                                 * @example 101
                                 */
                                key: string;
                                /**
                                 * @description the way by which a list can leave the house; all but `manager` are lists outside of Star7, into which the owner puts the decoy
                                 * @enum {string}
                                 */
                                kind: "manager" | "export" | "import" | "courier" | "shop" | "backup";
                            } | null;
                        };
                    };
                };
            };
            /** @description invalid-request: Invalid request. malformed-body: The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description role-forbidden: You may not do this. role-forbidden: You may not do this. csrf: Not from a page of Star7. sign-in-unfinished: Sign-in is not finished. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-found: Not found. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description body-too-large: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unsupported-media-type: Unsupported media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many-failures: Too many failed authentications. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getDecoys: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As it stands now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        controlLines: number;
                        /** @description retired ones too, oldest first */
                        decoys: {
                            address: string | null;
                            id: number;
                            /**
                             * @description an extension; of other kinds what the owner calls it
                             * @example 101
                             */
                            key: string;
                            /**
                             * @description the way by which a list can leave the house; all but `manager` are lists outside of Star7, into which the owner puts the decoy
                             * @enum {string}
                             */
                            kind: "manager" | "export" | "import" | "courier" | "shop" | "backup";
                            /** @description by which the owner knows the decoy's number; the number is not shown */
                            line: string;
                            mailbox: string | null;
                            name: string;
                            /** @description order numbers; none in a list outside of Star7 */
                            orders: string[];
                            /**
                             * Format: date-time
                             * @description RFC 3339, with microseconds, in UTC
                             * @example 2026-07-01T09:30:00.000123Z
                             */
                            plantedAt: string;
                            plantedBy: string;
                            retiredAt: string | null;
                        }[];
                        /** @description numbers for decoys that are not planted */
                        freeLines: number;
                        /** @description mailboxes for decoys that are not planted */
                        freeMailboxes: number;
                        /** @description calls from outside, newest first; 500 at most */
                        hits: {
                            /**
                             * Format: date-time
                             * @description RFC 3339, with microseconds, in UTC
                             * @example 2026-07-01T09:30:00.000123Z
                             */
                            at: string;
                            /**
                             * @description what the call was: nobody spoke, which is no hit; somebody spoke; offered goods like ours; asked for the decoy by name
                             * @enum {string}
                             */
                            class: "silent" | "answered" | "offered" | "named";
                            decoy: {
                                id: number;
                                /**
                                 * @description an extension; of other kinds what the owner calls it
                                 * @example 101
                                 */
                                key: string;
                                /**
                                 * @description the way by which a list can leave the house; all but `manager` are lists outside of Star7, into which the owner puts the decoy
                                 * @enum {string}
                                 */
                                kind: "manager" | "export" | "import" | "courier" | "shop" | "backup";
                                name: string;
                            } | null;
                            /** @description keys that were pressed; which ones is not kept */
                            digits: number;
                            id: number;
                            judgedBy: string | null;
                            line: string;
                            /** @description from the answer to the end */
                            openSeconds: number;
                            /** @description other lines that the same caller has called */
                            otherLines: number;
                            /**
                             * @description `control`: a number that nobody is given, to measure who calls anyway
                             * @enum {string}
                             */
                            purpose: "decoy" | "control";
                            ringSeconds: number;
                            /** @description for which the caller spoke */
                            spokenSeconds: number;
                        }[];
                        /** @description mails from outside, newest first; 500 at most */
                        mails: {
                            /**
                             * Format: date-time
                             * @description RFC 3339, with microseconds, in UTC
                             * @example 2026-07-01T09:30:00.000123Z
                             */
                            at: string;
                            /**
                             * @description `silent`: a program or spam, which is no hit; `answered`: somebody wrote; offered goods like ours; addressed the decoy by name
                             * @enum {string}
                             */
                            class: "silent" | "answered" | "offered" | "named";
                            decoy: {
                                id: number;
                                /**
                                 * @description an extension; of other kinds what the owner calls it
                                 * @example 101
                                 */
                                key: string;
                                /**
                                 * @description the way by which a list can leave the house; all but `manager` are lists outside of Star7, into which the owner puts the decoy
                                 * @enum {string}
                                 */
                                kind: "manager" | "export" | "import" | "courier" | "shop" | "backup";
                                name: string;
                            } | null;
                            id: number;
                            judgedBy: string | null;
                            /** @description by which the owner knows it; the address is not shown */
                            mailbox: string;
                            /**
                             * @description `control`: a mailbox that nobody is given, to measure who writes anyway
                             * @enum {string}
                             */
                            purpose: "decoy" | "control";
                        }[];
                        noticeAcceptedAt: string | null;
                        /** @description mailboxes by which no mail has come yet: they may not forward */
                        silentMailboxes: string[];
                        /** @description SMS from outside, newest first; 500 at most */
                        sms: {
                            /**
                             * Format: date-time
                             * @description RFC 3339, with microseconds, in UTC
                             * @example 2026-07-01T09:30:00.000123Z
                             */
                            at: string;
                            /**
                             * @description `silent`: advertising, which is no hit; `answered`: somebody wrote; offered goods like ours; addressed the decoy by name
                             * @enum {string}
                             */
                            class: "silent" | "answered" | "offered" | "named";
                            decoy: {
                                id: number;
                                /**
                                 * @description an extension; of other kinds what the owner calls it
                                 * @example 101
                                 */
                                key: string;
                                /**
                                 * @description the way by which a list can leave the house; all but `manager` are lists outside of Star7, into which the owner puts the decoy
                                 * @enum {string}
                                 */
                                kind: "manager" | "export" | "import" | "courier" | "shop" | "backup";
                                name: string;
                            } | null;
                            id: number;
                            judgedBy: string | null;
                            /** @description by which the owner knows the number; the number is not shown */
                            line: string;
                            /**
                             * @description `control`: a number that nobody is given, to measure who writes anyway
                             * @enum {string}
                             */
                            purpose: "decoy" | "control";
                        }[];
                        /** @description numbers by which an SMS has come, so that SMS to them are known to reach Star7 */
                        smsLines: number;
                        standing: {
                            /** @description in the order of planting: no ranking */
                            channels: {
                                decoys: number;
                                hits: {
                                    answered: number;
                                    named: number;
                                    offered: number;
                                    silent: number;
                                };
                                /**
                                 * @description an extension; of other kinds what the owner calls it
                                 * @example 101
                                 */
                                key: string;
                                /**
                                 * @description the way by which a list can leave the house; all but `manager` are lists outside of Star7, into which the owner puts the decoy
                                 * @enum {string}
                                 */
                                kind: "manager" | "export" | "import" | "courier" | "shop" | "backup";
                                /** @description decoys of these that have an e-mail address */
                                mailboxes: number;
                                mails: {
                                    answered: number;
                                    named: number;
                                    offered: number;
                                    silent: number;
                                };
                                sms: {
                                    answered: number;
                                    named: number;
                                    offered: number;
                                    silent: number;
                                };
                                /**
                                 * @description what calls, mails and SMS are worth; never of a person
                                 * @enum {string}
                                 */
                                strength: "none" | "hint" | "evidence" | "strong";
                                /** @description for which they have been planted, on average */
                                weeks: number;
                            }[];
                            /** @description numbers and mailboxes that nobody was given, and what came to them */
                            controls: {
                                hits: {
                                    answered: number;
                                    named: number;
                                    offered: number;
                                    silent: number;
                                };
                                mailboxes: number;
                                mails: {
                                    answered: number;
                                    named: number;
                                    offered: number;
                                    silent: number;
                                };
                                numbers: number;
                                sms: {
                                    answered: number;
                                    named: number;
                                    offered: number;
                                    silent: number;
                                };
                            };
                            first: {
                                /**
                                 * @description an extension; of other kinds what the owner calls it
                                 * @example 101
                                 */
                                key: string;
                                /**
                                 * @description the way by which a list can leave the house; all but `manager` are lists outside of Star7, into which the owner puts the decoy
                                 * @enum {string}
                                 */
                                kind: "manager" | "export" | "import" | "courier" | "shop" | "backup";
                            } | null;
                            /** @description strangers’ calls are measured by control numbers, not assumed */
                            isMeasured: boolean;
                            lead: number | null;
                            runnerUp: {
                                /**
                                 * @description an extension; of other kinds what the owner calls it
                                 * @example 101
                                 */
                                key: string;
                                /**
                                 * @description the way by which a list can leave the house; all but `manager` are lists outside of Star7, into which the owner puts the decoy
                                 * @enum {string}
                                 */
                                kind: "manager" | "export" | "import" | "courier" | "shop" | "backup";
                            } | null;
                        };
                    };
                };
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description role-forbidden: You may not do this. csrf: Not from a page of Star7. sign-in-unfinished: Sign-in is not finished. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many-failures: Too many failed authentications. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    plantDecoys: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "kind": "manager",
                 *       "key": "101",
                 *       "count": 12
                 *     }
                 */
                "application/json": {
                    count: number;
                    /**
                     * @description an extension; of other kinds what the owner calls it
                     * @example 101
                     */
                    key: string;
                    /**
                     * @description the way by which a list can leave the house; all but `manager` are lists outside of Star7, into which the owner puts the decoy
                     * @enum {string}
                     */
                    kind: "manager" | "export" | "import" | "courier" | "shop" | "backup";
                };
            };
        };
        responses: {
            /** @description Those that were planted */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        decoys: {
                            address: string | null;
                            id: number;
                            /**
                             * @description an extension; of other kinds what the owner calls it
                             * @example 101
                             */
                            key: string;
                            /**
                             * @description the way by which a list can leave the house; all but `manager` are lists outside of Star7, into which the owner puts the decoy
                             * @enum {string}
                             */
                            kind: "manager" | "export" | "import" | "courier" | "shop" | "backup";
                            /** @description by which the owner knows the decoy's number; the number is not shown */
                            line: string;
                            mailbox: string | null;
                            name: string;
                            /** @description order numbers; none in a list outside of Star7 */
                            orders: string[];
                            /**
                             * Format: date-time
                             * @description RFC 3339, with microseconds, in UTC
                             * @example 2026-07-01T09:30:00.000123Z
                             */
                            plantedAt: string;
                            plantedBy: string;
                            retiredAt: string | null;
                        }[];
                        fault: ("notice-not-accepted" | "no-free-line" | "channel-invalid" | "too-few-orders" | "no-open-order" | "no-free-number" | "no-new-name" | "no-address" | "decoy-unknown" | "hit-unknown" | "mail-unknown" | "sms-unknown") | null;
                    };
                };
            };
            /** @description invalid-request: Invalid request. malformed-body: The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description role-forbidden: You may not do this. role-forbidden: You may not do this. csrf: Not from a page of Star7. sign-in-unfinished: Sign-in is not finished. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description body-too-large: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unsupported-media-type: Unsupported media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many-failures: Too many failed authentications. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    retireDecoy: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description a number of the list
                 * @example 7
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As it stands now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        controlLines: number;
                        /** @description retired ones too, oldest first */
                        decoys: {
                            address: string | null;
                            id: number;
                            /**
                             * @description an extension; of other kinds what the owner calls it
                             * @example 101
                             */
                            key: string;
                            /**
                             * @description the way by which a list can leave the house; all but `manager` are lists outside of Star7, into which the owner puts the decoy
                             * @enum {string}
                             */
                            kind: "manager" | "export" | "import" | "courier" | "shop" | "backup";
                            /** @description by which the owner knows the decoy's number; the number is not shown */
                            line: string;
                            mailbox: string | null;
                            name: string;
                            /** @description order numbers; none in a list outside of Star7 */
                            orders: string[];
                            /**
                             * Format: date-time
                             * @description RFC 3339, with microseconds, in UTC
                             * @example 2026-07-01T09:30:00.000123Z
                             */
                            plantedAt: string;
                            plantedBy: string;
                            retiredAt: string | null;
                        }[];
                        /** @description numbers for decoys that are not planted */
                        freeLines: number;
                        /** @description mailboxes for decoys that are not planted */
                        freeMailboxes: number;
                        /** @description calls from outside, newest first; 500 at most */
                        hits: {
                            /**
                             * Format: date-time
                             * @description RFC 3339, with microseconds, in UTC
                             * @example 2026-07-01T09:30:00.000123Z
                             */
                            at: string;
                            /**
                             * @description what the call was: nobody spoke, which is no hit; somebody spoke; offered goods like ours; asked for the decoy by name
                             * @enum {string}
                             */
                            class: "silent" | "answered" | "offered" | "named";
                            decoy: {
                                id: number;
                                /**
                                 * @description an extension; of other kinds what the owner calls it
                                 * @example 101
                                 */
                                key: string;
                                /**
                                 * @description the way by which a list can leave the house; all but `manager` are lists outside of Star7, into which the owner puts the decoy
                                 * @enum {string}
                                 */
                                kind: "manager" | "export" | "import" | "courier" | "shop" | "backup";
                                name: string;
                            } | null;
                            /** @description keys that were pressed; which ones is not kept */
                            digits: number;
                            id: number;
                            judgedBy: string | null;
                            line: string;
                            /** @description from the answer to the end */
                            openSeconds: number;
                            /** @description other lines that the same caller has called */
                            otherLines: number;
                            /**
                             * @description `control`: a number that nobody is given, to measure who calls anyway
                             * @enum {string}
                             */
                            purpose: "decoy" | "control";
                            ringSeconds: number;
                            /** @description for which the caller spoke */
                            spokenSeconds: number;
                        }[];
                        /** @description mails from outside, newest first; 500 at most */
                        mails: {
                            /**
                             * Format: date-time
                             * @description RFC 3339, with microseconds, in UTC
                             * @example 2026-07-01T09:30:00.000123Z
                             */
                            at: string;
                            /**
                             * @description `silent`: a program or spam, which is no hit; `answered`: somebody wrote; offered goods like ours; addressed the decoy by name
                             * @enum {string}
                             */
                            class: "silent" | "answered" | "offered" | "named";
                            decoy: {
                                id: number;
                                /**
                                 * @description an extension; of other kinds what the owner calls it
                                 * @example 101
                                 */
                                key: string;
                                /**
                                 * @description the way by which a list can leave the house; all but `manager` are lists outside of Star7, into which the owner puts the decoy
                                 * @enum {string}
                                 */
                                kind: "manager" | "export" | "import" | "courier" | "shop" | "backup";
                                name: string;
                            } | null;
                            id: number;
                            judgedBy: string | null;
                            /** @description by which the owner knows it; the address is not shown */
                            mailbox: string;
                            /**
                             * @description `control`: a mailbox that nobody is given, to measure who writes anyway
                             * @enum {string}
                             */
                            purpose: "decoy" | "control";
                        }[];
                        noticeAcceptedAt: string | null;
                        /** @description mailboxes by which no mail has come yet: they may not forward */
                        silentMailboxes: string[];
                        /** @description SMS from outside, newest first; 500 at most */
                        sms: {
                            /**
                             * Format: date-time
                             * @description RFC 3339, with microseconds, in UTC
                             * @example 2026-07-01T09:30:00.000123Z
                             */
                            at: string;
                            /**
                             * @description `silent`: advertising, which is no hit; `answered`: somebody wrote; offered goods like ours; addressed the decoy by name
                             * @enum {string}
                             */
                            class: "silent" | "answered" | "offered" | "named";
                            decoy: {
                                id: number;
                                /**
                                 * @description an extension; of other kinds what the owner calls it
                                 * @example 101
                                 */
                                key: string;
                                /**
                                 * @description the way by which a list can leave the house; all but `manager` are lists outside of Star7, into which the owner puts the decoy
                                 * @enum {string}
                                 */
                                kind: "manager" | "export" | "import" | "courier" | "shop" | "backup";
                                name: string;
                            } | null;
                            id: number;
                            judgedBy: string | null;
                            /** @description by which the owner knows the number; the number is not shown */
                            line: string;
                            /**
                             * @description `control`: a number that nobody is given, to measure who writes anyway
                             * @enum {string}
                             */
                            purpose: "decoy" | "control";
                        }[];
                        /** @description numbers by which an SMS has come, so that SMS to them are known to reach Star7 */
                        smsLines: number;
                        standing: {
                            /** @description in the order of planting: no ranking */
                            channels: {
                                decoys: number;
                                hits: {
                                    answered: number;
                                    named: number;
                                    offered: number;
                                    silent: number;
                                };
                                /**
                                 * @description an extension; of other kinds what the owner calls it
                                 * @example 101
                                 */
                                key: string;
                                /**
                                 * @description the way by which a list can leave the house; all but `manager` are lists outside of Star7, into which the owner puts the decoy
                                 * @enum {string}
                                 */
                                kind: "manager" | "export" | "import" | "courier" | "shop" | "backup";
                                /** @description decoys of these that have an e-mail address */
                                mailboxes: number;
                                mails: {
                                    answered: number;
                                    named: number;
                                    offered: number;
                                    silent: number;
                                };
                                sms: {
                                    answered: number;
                                    named: number;
                                    offered: number;
                                    silent: number;
                                };
                                /**
                                 * @description what calls, mails and SMS are worth; never of a person
                                 * @enum {string}
                                 */
                                strength: "none" | "hint" | "evidence" | "strong";
                                /** @description for which they have been planted, on average */
                                weeks: number;
                            }[];
                            /** @description numbers and mailboxes that nobody was given, and what came to them */
                            controls: {
                                hits: {
                                    answered: number;
                                    named: number;
                                    offered: number;
                                    silent: number;
                                };
                                mailboxes: number;
                                mails: {
                                    answered: number;
                                    named: number;
                                    offered: number;
                                    silent: number;
                                };
                                numbers: number;
                                sms: {
                                    answered: number;
                                    named: number;
                                    offered: number;
                                    silent: number;
                                };
                            };
                            first: {
                                /**
                                 * @description an extension; of other kinds what the owner calls it
                                 * @example 101
                                 */
                                key: string;
                                /**
                                 * @description the way by which a list can leave the house; all but `manager` are lists outside of Star7, into which the owner puts the decoy
                                 * @enum {string}
                                 */
                                kind: "manager" | "export" | "import" | "courier" | "shop" | "backup";
                            } | null;
                            /** @description strangers’ calls are measured by control numbers, not assumed */
                            isMeasured: boolean;
                            lead: number | null;
                            runnerUp: {
                                /**
                                 * @description an extension; of other kinds what the owner calls it
                                 * @example 101
                                 */
                                key: string;
                                /**
                                 * @description the way by which a list can leave the house; all but `manager` are lists outside of Star7, into which the owner puts the decoy
                                 * @enum {string}
                                 */
                                kind: "manager" | "export" | "import" | "courier" | "shop" | "backup";
                            } | null;
                        };
                    };
                };
            };
            /** @description invalid-request: Invalid request. malformed-body: The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description role-forbidden: You may not do this. role-forbidden: You may not do this. csrf: Not from a page of Star7. sign-in-unfinished: Sign-in is not finished. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-found: Not found. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description body-too-large: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unsupported-media-type: Unsupported media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many-failures: Too many failed authentications. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getDecoyChance: {
        parameters: {
            query: {
                /** @description of these contacts that reach the decoy's line and are recognised, in percent */
                answered: number;
                /** @description of these people who are contacted, in percent */
                contacted: number;
                /** @description in each channel */
                decoys: number;
                /** @description calls that are to be had at least */
                hits: number;
                /** @description of the list that is taken along, in percent */
                sold: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description By the binomial distribution */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description of at least so many calls, 0 to 1 */
                        chance: number;
                        /** @description of one decoy */
                        chanceOfEach: number;
                        neededFor80: number | null;
                        neededFor95: number | null;
                    };
                };
            };
            /** @description invalid-request: Invalid request. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description role-forbidden: You may not do this. csrf: Not from a page of Star7. sign-in-unfinished: Sign-in is not finished. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many-failures: Too many failed authentications. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    nameInterviewer: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "extension": "190",
                 *       "named": true
                 *     }
                 */
                "application/json": {
                    /** @example 190 */
                    extension: string;
                    /** @description false: no longer */
                    named: boolean;
                };
            };
        };
        responses: {
            /** @description Surveys, and how each open case stands */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description open ones, oldest first: no ranking */
                        cases: {
                            caseId: number;
                            evidence: {
                                /** @description what the product has to reach */
                                asked: number;
                                decoys: number;
                                /** @description e-value; 1 says nothing */
                                orders: number;
                                product: number;
                                survey: number;
                            };
                            /**
                             * @description how a case stands: orders are worth a look; customers are asked; a second source supports it; a decoy was asked for by name
                             * @enum {string}
                             */
                            rung: "look" | "asking" | "supported" | "named";
                            /** @description oldest first */
                            surveys: {
                                answered: number;
                                /** @description of the group's customers, refusals too */
                                answersOfGroup: number;
                                /** @description by automatic calls, of customers who have agreed to them */
                                byKeys: boolean;
                                /** @description customers of others for each */
                                controls: number;
                                /** @description drawn, controls too */
                                customers: number;
                                endedAt: string | null;
                                endedBy: string | null;
                                id: number;
                                notReached: number;
                                refused: number;
                                result: {
                                    asked: {
                                        answers: number;
                                        yes: number;
                                    };
                                    /** @description no evidence, and worth asking more (Benjamini and Hochberg, 20 %) */
                                    askMore: boolean;
                                    /** @description of such a difference if groups do not differ: exact test of Fisher */
                                    chance: number;
                                    controls: {
                                        answers: number;
                                        yes: number;
                                    };
                                    /** @description holds together with all other surveys (Holm, 5 %) */
                                    isEvidence: boolean;
                                } | null;
                                /**
                                 * Format: date-time
                                 * @description RFC 3339, with microseconds, in UTC
                                 * @example 2026-07-01T09:30:00.000123Z
                                 */
                                startedAt: string;
                                startedBy: string;
                                /** @description answers of the group's customers that end it */
                                wanted: number;
                            }[];
                            targets: {
                                /** @description who have agreed to automatic calls */
                                byKeys: {
                                    controls: number;
                                    customers: number;
                                };
                                controls: number;
                                /** @description who have most likely left, and may be asked now */
                                customers: number;
                            };
                        }[];
                        interviewers: {
                            extension: string;
                            name: string;
                        }[];
                    };
                };
            };
            /** @description invalid-request: Invalid request. malformed-body: The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description role-forbidden: You may not do this. role-forbidden: You may not do this. csrf: Not from a page of Star7. sign-in-unfinished: Sign-in is not finished. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-found: Not found. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description body-too-large: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unsupported-media-type: Unsupported media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many-failures: Too many failed authentications. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    enterInterview: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description number of a case
                 * @example 7
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "end": "not-reached",
                 *       "note": "A voicemail answered."
                 *     }
                 */
                "application/json": {
                    answers?: {
                        /**
                         * @description whether they knew the name or the orders
                         * @enum {string}
                         */
                        known?: "yes" | "no" | "unsure";
                        mayCallBack: boolean;
                        /**
                         * @description whether somebody offered something
                         * @enum {string}
                         */
                        offered: "yes" | "no" | "unsure";
                        /**
                         * @description why they order less
                         * @enum {string}
                         */
                        reason: "no-need" | "price" | "choice" | "other-seller";
                    } | null;
                    /**
                     * @description `never`: does not want to be asked again
                     * @enum {string}
                     */
                    end: "answered" | "refused" | "never" | "not-reached";
                    note: string;
                };
            };
        };
        responses: {
            /** @description Surveys, and how each open case stands */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description open ones, oldest first: no ranking */
                        cases: {
                            caseId: number;
                            evidence: {
                                /** @description what the product has to reach */
                                asked: number;
                                decoys: number;
                                /** @description e-value; 1 says nothing */
                                orders: number;
                                product: number;
                                survey: number;
                            };
                            /**
                             * @description how a case stands: orders are worth a look; customers are asked; a second source supports it; a decoy was asked for by name
                             * @enum {string}
                             */
                            rung: "look" | "asking" | "supported" | "named";
                            /** @description oldest first */
                            surveys: {
                                answered: number;
                                /** @description of the group's customers, refusals too */
                                answersOfGroup: number;
                                /** @description by automatic calls, of customers who have agreed to them */
                                byKeys: boolean;
                                /** @description customers of others for each */
                                controls: number;
                                /** @description drawn, controls too */
                                customers: number;
                                endedAt: string | null;
                                endedBy: string | null;
                                id: number;
                                notReached: number;
                                refused: number;
                                result: {
                                    asked: {
                                        answers: number;
                                        yes: number;
                                    };
                                    /** @description no evidence, and worth asking more (Benjamini and Hochberg, 20 %) */
                                    askMore: boolean;
                                    /** @description of such a difference if groups do not differ: exact test of Fisher */
                                    chance: number;
                                    controls: {
                                        answers: number;
                                        yes: number;
                                    };
                                    /** @description holds together with all other surveys (Holm, 5 %) */
                                    isEvidence: boolean;
                                } | null;
                                /**
                                 * Format: date-time
                                 * @description RFC 3339, with microseconds, in UTC
                                 * @example 2026-07-01T09:30:00.000123Z
                                 */
                                startedAt: string;
                                startedBy: string;
                                /** @description answers of the group's customers that end it */
                                wanted: number;
                            }[];
                            targets: {
                                /** @description who have agreed to automatic calls */
                                byKeys: {
                                    controls: number;
                                    customers: number;
                                };
                                controls: number;
                                /** @description who have most likely left, and may be asked now */
                                customers: number;
                            };
                        }[];
                        interviewers: {
                            extension: string;
                            name: string;
                        }[];
                    };
                };
            };
            /** @description invalid-request: Invalid request. malformed-body: The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description role-forbidden: You may not do this. role-forbidden: You may not do this. csrf: Not from a page of Star7. sign-in-unfinished: Sign-in is not finished. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-found: Not found. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description body-too-large: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unsupported-media-type: Unsupported media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many-failures: Too many failed authentications. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    addLeave: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "extension": "101",
                 *       "firstDay": "2026-07-01",
                 *       "lastDay": "2026-07-14"
                 *     }
                 */
                "application/json": {
                    /** @example 101 */
                    extension: string;
                    /**
                     * @description a local day
                     * @example 2026-11-29
                     */
                    firstDay: string;
                    /**
                     * @description a local day
                     * @example 2026-11-29
                     */
                    lastDay: string;
                };
            };
        };
        responses: {
            /** @description All leave that was entered */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        fault: ("leave-invalid" | "manager-unknown") | null;
                        /** @description that was entered; such weeks are left out, from the next run on */
                        leave: {
                            extension: string;
                            /**
                             * @description a local day
                             * @example 2026-11-29
                             */
                            firstDay: string;
                            id: number;
                            /**
                             * @description a local day
                             * @example 2026-11-29
                             */
                            lastDay: string;
                        }[];
                    };
                };
            };
            /** @description invalid-request: Invalid request. malformed-body: The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description role-forbidden: You may not do this. role-forbidden: You may not do this. csrf: Not from a page of Star7. sign-in-unfinished: Sign-in is not finished. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description body-too-large: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unsupported-media-type: Unsupported media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many-failures: Too many failed authentications. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    removeLeave: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description number of a case
                 * @example 7
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All leave that was entered */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        fault: ("leave-invalid" | "manager-unknown") | null;
                        /** @description that was entered; such weeks are left out, from the next run on */
                        leave: {
                            extension: string;
                            /**
                             * @description a local day
                             * @example 2026-11-29
                             */
                            firstDay: string;
                            id: number;
                            /**
                             * @description a local day
                             * @example 2026-11-29
                             */
                            lastDay: string;
                        }[];
                    };
                };
            };
            /** @description invalid-request: Invalid request. malformed-body: The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description role-forbidden: You may not do this. role-forbidden: You may not do this. csrf: Not from a page of Star7. sign-in-unfinished: Sign-in is not finished. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-found: Not found. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description body-too-large: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unsupported-media-type: Unsupported media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many-failures: Too many failed authentications. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getLeakReport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description a month
                 * @example 2026-11
                 */
                month: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The report */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description that were open in the month; oldest first */
                        cases: {
                            group: string | null;
                            id: number;
                            /** @description at the end of the month */
                            isOpen: boolean;
                            /**
                             * @description what customers are grouped by; `former`: customers of a manager who handed over or left
                             * @enum {string}
                             */
                            kind: "manager" | "former" | "team" | "region" | "source";
                            /**
                             * @description what showed it: `recent`: 8 weeks of orders; `long`: 26; `check`: the average purchase
                             * @enum {string}
                             */
                            lamp: "recent" | "long" | "check";
                            /**
                             * @description a local day
                             * @example 2026-11-29
                             */
                            lastWeek: string;
                            note: string | null;
                            /**
                             * @description a local day
                             * @example 2026-11-29
                             */
                            openedWeek: string;
                            reason: ("explained" | "no-finding" | "confirmed") | null;
                        }[];
                        decoys: {
                            controls: {
                                hits: {
                                    /** @description somebody spoke */
                                    answered: number;
                                    /** @description an invented customer was asked for by name */
                                    named: number;
                                    /** @description our kind of goods were offered */
                                    offered: number;
                                    /** @description nobody spoke */
                                    silent: number;
                                };
                                /** @description that nobody was given */
                                mailboxes: number;
                                mails: {
                                    /** @description somebody wrote */
                                    answered: number;
                                    /** @description an invented customer was addressed by name */
                                    named: number;
                                    /** @description our kind of goods were offered */
                                    offered: number;
                                    /** @description a program wrote, or it was spam */
                                    silent: number;
                                };
                                /** @description that nobody was given */
                                numbers: number;
                                sms: {
                                    /** @description somebody wrote */
                                    answered: number;
                                    /** @description an invented customer was addressed by name */
                                    named: number;
                                    /** @description our kind of goods were offered */
                                    offered: number;
                                    /** @description advertising */
                                    silent: number;
                                };
                            };
                            /** @description no ranking */
                            lists: {
                                /** @description planted by the end of the month */
                                decoys: number;
                                hits: {
                                    /** @description somebody spoke */
                                    answered: number;
                                    /** @description an invented customer was asked for by name */
                                    named: number;
                                    /** @description our kind of goods were offered */
                                    offered: number;
                                    /** @description nobody spoke */
                                    silent: number;
                                };
                                key: string | null;
                                /**
                                 * @description of the list
                                 * @enum {string}
                                 */
                                kind: "manager" | "export" | "import" | "courier" | "shop" | "backup";
                                mails: {
                                    /** @description somebody wrote */
                                    answered: number;
                                    /** @description an invented customer was addressed by name */
                                    named: number;
                                    /** @description our kind of goods were offered */
                                    offered: number;
                                    /** @description a program wrote, or it was spam */
                                    silent: number;
                                };
                                sms: {
                                    /** @description somebody wrote */
                                    answered: number;
                                    /** @description an invented customer was addressed by name */
                                    named: number;
                                    /** @description our kind of goods were offered */
                                    offered: number;
                                    /** @description advertising */
                                    silent: number;
                                };
                                /**
                                 * @description of all calls, mails and SMS until then, that this list got out
                                 * @enum {string}
                                 */
                                strength: "none" | "hint" | "evidence" | "strong";
                            }[];
                        } | null;
                        groups: {
                            compared: number;
                            /**
                             * @description what customers are grouped by; `former`: customers of a manager who handed over or left
                             * @enum {string}
                             */
                            kind: "manager" | "former" | "team" | "region" | "source";
                            /** @description with too few orders to tell */
                            tooFew: number;
                            /** @description at the end of the month */
                            worthALook: number;
                        }[];
                        /** @example 2026-11 */
                        month: string;
                        power: {
                            fewest: number | null;
                            most: number | null;
                            of: number;
                            /** @description managers of whom the loss of a fifth of the customers would show */
                            shown: number;
                            weeks: number | null;
                        };
                        run: {
                            /** @description groups */
                            compared: number;
                            customers: number;
                            /**
                             * Format: date-time
                             * @description RFC 3339, with microseconds, in UTC
                             * @example 2026-07-01T09:30:00.000123Z
                             */
                            endedAt: string;
                            historyWeeks: number;
                            missing: ("too-short" | "one-group") | null;
                            orders: number;
                            /** @description false alarms of the whole shop in a year that are accepted */
                            perYear: number;
                            /**
                             * @description the last day of the last complete week
                             * @example 2026-11-29
                             */
                            weekEnd: string;
                            withManager: number | null;
                        } | null;
                        shop: {
                            /** @description in the 8 weeks before */
                            before: number;
                            /** @description by more than a fifth */
                            fell: boolean;
                            /** @description in the last 8 weeks */
                            now: number;
                            /** @description windows of 8 weeks by their last one, oldest first */
                            weeks: {
                                orders: number;
                                /**
                                 * @description a local day
                                 * @example 2026-11-29
                                 */
                                weekEnd: string;
                            }[];
                            yearAgo: {
                                /** @description in the 8 weeks before */
                                before: number;
                                /** @description in the last 8 weeks */
                                now: number;
                            } | null;
                        } | null;
                    };
                };
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description role-forbidden: You may not do this. csrf: Not from a page of Star7. sign-in-unfinished: Sign-in is not finished. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-found: Not found. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many-failures: Too many failed authentications. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getSurveys: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Surveys, and how each open case stands */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description open ones, oldest first: no ranking */
                        cases: {
                            caseId: number;
                            evidence: {
                                /** @description what the product has to reach */
                                asked: number;
                                decoys: number;
                                /** @description e-value; 1 says nothing */
                                orders: number;
                                product: number;
                                survey: number;
                            };
                            /**
                             * @description how a case stands: orders are worth a look; customers are asked; a second source supports it; a decoy was asked for by name
                             * @enum {string}
                             */
                            rung: "look" | "asking" | "supported" | "named";
                            /** @description oldest first */
                            surveys: {
                                answered: number;
                                /** @description of the group's customers, refusals too */
                                answersOfGroup: number;
                                /** @description by automatic calls, of customers who have agreed to them */
                                byKeys: boolean;
                                /** @description customers of others for each */
                                controls: number;
                                /** @description drawn, controls too */
                                customers: number;
                                endedAt: string | null;
                                endedBy: string | null;
                                id: number;
                                notReached: number;
                                refused: number;
                                result: {
                                    asked: {
                                        answers: number;
                                        yes: number;
                                    };
                                    /** @description no evidence, and worth asking more (Benjamini and Hochberg, 20 %) */
                                    askMore: boolean;
                                    /** @description of such a difference if groups do not differ: exact test of Fisher */
                                    chance: number;
                                    controls: {
                                        answers: number;
                                        yes: number;
                                    };
                                    /** @description holds together with all other surveys (Holm, 5 %) */
                                    isEvidence: boolean;
                                } | null;
                                /**
                                 * Format: date-time
                                 * @description RFC 3339, with microseconds, in UTC
                                 * @example 2026-07-01T09:30:00.000123Z
                                 */
                                startedAt: string;
                                startedBy: string;
                                /** @description answers of the group's customers that end it */
                                wanted: number;
                            }[];
                            targets: {
                                /** @description who have agreed to automatic calls */
                                byKeys: {
                                    controls: number;
                                    customers: number;
                                };
                                controls: number;
                                /** @description who have most likely left, and may be asked now */
                                customers: number;
                            };
                        }[];
                        interviewers: {
                            extension: string;
                            name: string;
                        }[];
                    };
                };
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description role-forbidden: You may not do this. csrf: Not from a page of Star7. sign-in-unfinished: Sign-in is not finished. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many-failures: Too many failed authentications. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    endSurvey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description number of a case
                 * @example 7
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Surveys, and how each open case stands */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description open ones, oldest first: no ranking */
                        cases: {
                            caseId: number;
                            evidence: {
                                /** @description what the product has to reach */
                                asked: number;
                                decoys: number;
                                /** @description e-value; 1 says nothing */
                                orders: number;
                                product: number;
                                survey: number;
                            };
                            /**
                             * @description how a case stands: orders are worth a look; customers are asked; a second source supports it; a decoy was asked for by name
                             * @enum {string}
                             */
                            rung: "look" | "asking" | "supported" | "named";
                            /** @description oldest first */
                            surveys: {
                                answered: number;
                                /** @description of the group's customers, refusals too */
                                answersOfGroup: number;
                                /** @description by automatic calls, of customers who have agreed to them */
                                byKeys: boolean;
                                /** @description customers of others for each */
                                controls: number;
                                /** @description drawn, controls too */
                                customers: number;
                                endedAt: string | null;
                                endedBy: string | null;
                                id: number;
                                notReached: number;
                                refused: number;
                                result: {
                                    asked: {
                                        answers: number;
                                        yes: number;
                                    };
                                    /** @description no evidence, and worth asking more (Benjamini and Hochberg, 20 %) */
                                    askMore: boolean;
                                    /** @description of such a difference if groups do not differ: exact test of Fisher */
                                    chance: number;
                                    controls: {
                                        answers: number;
                                        yes: number;
                                    };
                                    /** @description holds together with all other surveys (Holm, 5 %) */
                                    isEvidence: boolean;
                                } | null;
                                /**
                                 * Format: date-time
                                 * @description RFC 3339, with microseconds, in UTC
                                 * @example 2026-07-01T09:30:00.000123Z
                                 */
                                startedAt: string;
                                startedBy: string;
                                /** @description answers of the group's customers that end it */
                                wanted: number;
                            }[];
                            targets: {
                                /** @description who have agreed to automatic calls */
                                byKeys: {
                                    controls: number;
                                    customers: number;
                                };
                                controls: number;
                                /** @description who have most likely left, and may be asked now */
                                customers: number;
                            };
                        }[];
                        interviewers: {
                            extension: string;
                            name: string;
                        }[];
                    };
                };
            };
            /** @description invalid-request: Invalid request. malformed-body: The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description role-forbidden: You may not do this. role-forbidden: You may not do this. csrf: Not from a page of Star7. sign-in-unfinished: Sign-in is not finished. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-found: Not found. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description body-too-large: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unsupported-media-type: Unsupported media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many-failures: Too many failed authentications. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    planSurvey: {
        parameters: {
            query: {
                /**
                 * @description of customers of anybody, who were offered something by somebody who knows them, in percent
                 * @example 15
                 */
                background: number;
                /**
                 * @description of these, whom somebody who knows them has contacted, in percent
                 * @example 90
                 */
                contacted: number;
                controls: number;
                /**
                 * @description of those who are asked, who have left, in percent
                 * @example 50
                 */
                gone: number;
                /** @description groups that are asked about */
                groups: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description By the comparison of two shares */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        answers: number | null;
                        customers: number | null;
                    };
                };
            };
            /** @description invalid-request: Invalid request. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description role-forbidden: You may not do this. csrf: Not from a page of Star7. sign-in-unfinished: Sign-in is not finished. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many-failures: Too many failed authentications. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listMailTemplates: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of them, in both languages */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /**
                             * @description of its words
                             * @enum {string}
                             */
                            language: "ru" | "en";
                            /**
                             * @description what it is for
                             * @enum {string}
                             */
                            slug: "confirmation" | "not-reached" | "payment" | "delivery" | "sms-confirmation" | "sms-not-reached" | "sms-payment" | "sms-delivery";
                            subject: string;
                            /** @description plain text */
                            text: string;
                        }[];
                    };
                };
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description role-forbidden: You may not do this. csrf: Not from a page of Star7. sign-in-unfinished: Sign-in is not finished. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many-failures: Too many failed authentications. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changeMailTemplate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description of its words */
                language: "ru" | "en";
                /** @description what it is for */
                slug: "confirmation" | "not-reached" | "payment" | "delivery" | "sms-confirmation" | "sms-not-reached" | "sms-payment" | "sms-delivery";
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "subject": "Ваш заказ {order}",
                 *       "text": "Здравствуйте, {customer}!"
                 *     }
                 */
                "application/json": {
                    subject: string;
                    /** @description plain text; these stand for what the order has: {customer}, {order}, {amount}, {items}, {delivery}, {tracking}, {payment}, {manager}, {shop}. A line with one that the order has nothing for is left out */
                    text: string;
                };
            };
        };
        responses: {
            /** @description The template as it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description of its words
                         * @enum {string}
                         */
                        language: "ru" | "en";
                        /**
                         * @description what it is for
                         * @enum {string}
                         */
                        slug: "confirmation" | "not-reached" | "payment" | "delivery" | "sms-confirmation" | "sms-not-reached" | "sms-payment" | "sms-delivery";
                        subject: string;
                        /** @description plain text */
                        text: string;
                    };
                };
            };
            /** @description invalid-request: Invalid request. malformed-body: The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description role-forbidden: You may not do this. csrf: Not from a page of Star7. sign-in-unfinished: Sign-in is not finished. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-found: Not found. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description body-too-large: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unsupported-media-type: Unsupported media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many-failures: Too many failed authentications. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listMails: {
        parameters: {
            query: {
                /** @description `next` of the previous page */
                after?: string;
                /** @description rows of a page */
                limit: number;
                /** @description words of subjects and texts, in any case; the newest 2,000 mails are searched. Numbers and addresses are hidden in them, and never found */
                search?: string;
                /** @description only mails of customers that nobody has read */
                unread: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of mails; of a search all that is found, at most 50 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description older mails were not searched */
                        cut: boolean;
                        items: {
                            /**
                             * Format: date-time
                             * @description RFC 3339, with microseconds, in UTC
                             * @example 2026-07-01T09:30:00.000123Z
                             */
                            at: string;
                            author: string | null;
                            customerName: string;
                            /**
                             * @description `in`: from the customer
                             * @enum {string}
                             */
                            direction: "in" | "out";
                            fault: ("mailbox-unknown" | "mailbox-full" | "mailbox-disabled" | "domain-unknown" | "too-large" | "rejected" | "unreachable" | "number-unreachable" | "number-unknown" | "sender-refused" | "not-permitted" | "do-not-contact" | "destination" | "out-of-hours" | "order-closed" | "too-old" | "address-changed" | "unanswered" | "other") | null;
                            /** @description numbers, addresses and hosts that were replaced in it */
                            hidden: number;
                            id: number;
                            /**
                             * @description who or what wrote it
                             * @enum {string}
                             */
                            kind: "person" | "automatic" | "bounce" | "read-receipt";
                            /** @example 1001 */
                            orderNumber: string;
                            /** @description of an SMS: what it is paid by; 0 of a mail */
                            parts: number;
                            /** @description how many it has: see its pictures’ route */
                            pictures: number;
                            readAt: string | null;
                            readBy: string | null;
                            refused: ("calendar" | "contact-card" | "message" | "signature" | "winmail" | "picture" | "too-large" | "too-many" | "file")[];
                            /** @description an SMS that may have arrived twice: whether the first try got through is not known */
                            repeated: boolean;
                            /** @description it came from an address that the order had before somebody typed another */
                            senderFormer: boolean;
                            /** @description it came from the order's own address; a name of a sender can be forged */
                            senderKnown: boolean;
                            /** @description a filter before Star7 took it for spam */
                            spam: boolean;
                            /**
                             * @description where it is
                             * @enum {string}
                             */
                            state: "received" | "queued" | "sent" | "delivered" | "delayed" | "failed";
                            subject: string;
                            /**
                             * @description how it travels
                             * @enum {string}
                             */
                            transport: "mail" | "sms";
                        }[];
                        next: string | null;
                    };
                };
            };
            /** @description invalid-request: Invalid request. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description role-forbidden: You may not do this. csrf: Not from a page of Star7. sign-in-unfinished: Sign-in is not finished. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many-failures: Too many failed authentications. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listManagers: {
        parameters: {
            query?: {
                /** @description include disabled ones */
                disabledToo?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of them */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Manager"][];
                    };
                };
            };
            /** @description invalid-request: Invalid request. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description role-forbidden: You may not do this. csrf: Not from a page of Star7. sign-in-unfinished: Sign-in is not finished. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many-failures: Too many failed authentications. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    addManager: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description ask the phone to answer click-to-call automatically */
                    autoAnswer?: boolean;
                    /**
                     * @description the company's number that customers see: country code and digits alone; null for the site's
                     * @example 74951234567
                     */
                    did?: string | null;
                    /**
                     * @description 1 to 32 letters and digits, with dots, dashes, underscores inside
                     * @example 101
                     */
                    extension: string;
                    /**
                     * @description managers of one group stand in for each other when customers call; null for none
                     * @example sales
                     */
                    group?: string | null;
                    /**
                     * @description language of the voice prompts
                     * @enum {string}
                     */
                    language?: "ru" | "en";
                    /** @description calls in any 24 hours; 0 for no limit, null for the site's */
                    maxCallsDay?: number | null;
                    /** @description calls in any hour; 0 for no limit, null for the site's */
                    maxCallsHour?: number | null;
                    /**
                     * @description a name for lists and reports
                     * @example Anna Petrova
                     */
                    name: string;
                    /** @description ask to press 1 before the customer is called */
                    pressToAccept?: boolean;
                    /**
                     * @description what a dialled short code does with the phone
                     * @enum {string}
                     */
                    shortCodeMode?: "keep" | "call-back";
                };
            };
        };
        responses: {
            /** @description Added, with an account */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        manager: components["schemas"]["Manager"];
                        /** @description for the first sign-in, which asks for another; shown only in this response */
                        password: string;
                    };
                };
            };
            /** @description invalid-request: Invalid request. malformed-body: The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description role-forbidden: You may not do this. csrf: Not from a page of Star7. sign-in-unfinished: Sign-in is not finished. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description body-too-large: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unsupported-media-type: Unsupported media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many-failures: Too many failed authentications. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changeManager: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 101 */
                extension: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description ask the phone to answer click-to-call automatically */
                    autoAnswer?: boolean;
                    /**
                     * @description the company's number that customers see: country code and digits alone; null for the site's
                     * @example 74951234567
                     */
                    did?: string | null;
                    /**
                     * @description managers of one group stand in for each other when customers call; null for none
                     * @example sales
                     */
                    group?: string | null;
                    /**
                     * @description language of the voice prompts
                     * @enum {string}
                     */
                    language?: "ru" | "en";
                    /** @description calls in any 24 hours; 0 for no limit, null for the site's */
                    maxCallsDay?: number | null;
                    /** @description calls in any hour; 0 for no limit, null for the site's */
                    maxCallsHour?: number | null;
                    /**
                     * @description a name for lists and reports
                     * @example Anna Petrova
                     */
                    name?: string;
                    /** @description ask to press 1 before the customer is called */
                    pressToAccept?: boolean;
                    /**
                     * @description what a dialled short code does with the phone
                     * @enum {string}
                     */
                    shortCodeMode?: "keep" | "call-back";
                };
            };
        };
        responses: {
            /** @description The manager as it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Manager"];
                };
            };
            /** @description invalid-request: Invalid request. malformed-body: The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description role-forbidden: You may not do this. csrf: Not from a page of Star7. sign-in-unfinished: Sign-in is not finished. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description manager-not-found: No such manager. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description body-too-large: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unsupported-media-type: Unsupported media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many-failures: Too many failed authentications. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    linkDeskPhone: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 101 */
                extension: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description MAC address, as on the phone
                     * @example 80:5e:c0:12:34:56
                     */
                    mac: string;
                    /**
                     * @description Yealink T4x and T5x, Grandstream GXP21xx and GRP26xx
                     * @enum {string}
                     */
                    make: "yealink" | "grandstream";
                };
            };
        };
        responses: {
            /** @description Shown only here */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        expiresAt: string;
                        /** @description where the phone asks for its file, below the address of Star7 */
                        path: string;
                        url: string | null;
                    };
                };
            };
            /** @description invalid-request: Invalid request. malformed-body: The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description role-forbidden: You may not do this. csrf: Not from a page of Star7. sign-in-unfinished: Sign-in is not finished. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description manager-not-found: No such manager. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description desk-phones-off: Star7 sets up no desk phones here. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description body-too-large: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unsupported-media-type: Unsupported media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many-failures: Too many failed authentications. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    withdrawDeskPhone: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 101 */
                extension: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description There is none any more */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description invalid-request: Invalid request. malformed-body: The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description role-forbidden: You may not do this. csrf: Not from a page of Star7. sign-in-unfinished: Sign-in is not finished. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description manager-not-found: No such manager. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description body-too-large: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unsupported-media-type: Unsupported media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many-failures: Too many failed authentications. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    disableManager: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 101 */
                extension: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Disabled */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description role-forbidden: You may not do this. csrf: Not from a page of Star7. sign-in-unfinished: Sign-in is not finished. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description manager-not-found: No such manager. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many-failures: Too many failed authentications. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    setManagerMobile: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 101 */
                extension: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description the own mobile, in any usual form; never returned */
                    number: string | null;
                };
            };
        };
        responses: {
            /** @description A manager's own mobile, without its number */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description the manager's
                         * @example 101
                         */
                        extension: string;
                        /** @description the number of the own mobile is known and confirmed */
                        hasMobile: boolean;
                        /** @description calls from the mobile are put through with a PIN */
                        hasPin: boolean;
                        /** @description a number was written, and waits to be confirmed */
                        isWaiting: boolean;
                    };
                };
            };
            /** @description invalid-request: Invalid request. malformed-body: The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description role-forbidden: You may not do this. csrf: Not from a page of Star7. sign-in-unfinished: Sign-in is not finished. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description manager-not-found: No such manager. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description body-too-large: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unsupported-media-type: Unsupported media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many-failures: Too many failed authentications. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    setManagerPresence: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 101 */
                extension: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "away": true,
                 *       "reason": "lunch"
                 *     }
                 */
                "application/json": {
                    /** @description on a break: inbound calls go to others */
                    away: boolean;
                    reason?: ("break" | "lunch" | "meeting" | "paperwork" | "training" | "private") | null;
                    /**
                     * Format: date-time
                     * @description when the break ends automatically, within 31 days; null: it does not
                     * @example 2026-07-01T09:30:00.000123Z
                     */
                    until?: string | null;
                };
            };
        };
        responses: {
            /** @description Whether a manager takes inbound calls */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description on a break: inbound calls go to others */
                        away: boolean;
                        awayReason: ("break" | "lunch" | "meeting" | "paperwork" | "training" | "private") | null;
                        awaySince: string | null;
                        awayUntil: string | null;
                        /**
                         * @description the manager's
                         * @example 101
                         */
                        extension: string;
                    };
                };
            };
            /** @description invalid-request: Invalid request. malformed-body: The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description role-forbidden: You may not do this. csrf: Not from a page of Star7. sign-in-unfinished: Sign-in is not finished. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description manager-not-found: No such manager. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description body-too-large: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unsupported-media-type: Unsupported media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many-failures: Too many failed authentications. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    setManagerReach: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 101 */
                extension: string;
            };
            cookie?: never;
        };
        /** @description null: the page while it is on duty, else the desk phone */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "devices": [
                 *         "page",
                 *         "desk"
                 *       ]
                 *     }
                 */
                "application/json": {
                    devices: ("page" | "desk" | "mobile")[] | null;
                };
            };
        };
        responses: {
            /** @description Where a manager's calls ring */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        devices: ("page" | "desk" | "mobile")[] | null;
                        /**
                         * @description the manager's
                         * @example 101
                         */
                        extension: string;
                        /** @description the own mobile is known and confirmed */
                        hasMobile: boolean;
                        /** @description what rings now; empty: the manager cannot be reached */
                        rings: ("page" | "desk" | "mobile")[];
                    };
                };
            };
            /** @description invalid-request: Invalid request. malformed-body: The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description role-forbidden: You may not do this. csrf: Not from a page of Star7. sign-in-unfinished: Sign-in is not finished. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description manager-not-found: No such manager. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description body-too-large: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unsupported-media-type: Unsupported media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many-failures: Too many failed authentications. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    resetManager: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 101 */
                extension: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Reset */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description for the first sign-in, which asks for another; shown only in this response */
                        password: string;
                    };
                };
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description role-forbidden: You may not do this. csrf: Not from a page of Star7. sign-in-unfinished: Sign-in is not finished. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description manager-not-found: No such manager. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many-failures: Too many failed authentications. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getMobile: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A manager's own mobile, without its number */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        companyNumber: string | null;
                        /**
                         * @description the manager's
                         * @example 101
                         */
                        extension: string;
                        /** @description the number of the own mobile is known and confirmed */
                        hasMobile: boolean;
                        /** @description calls from the mobile are put through with a PIN */
                        hasPin: boolean;
                        /** @description a number was written, and waits to be confirmed */
                        isWaiting: boolean;
                    };
                };
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description role-forbidden: You may not do this. csrf: Not from a page of Star7. sign-in-unfinished: Sign-in is not finished. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description manager-not-found: No such manager. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many-failures: Too many failed authentications. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    setMobile: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description the own mobile, in any usual form; never returned */
                    number: string;
                    /** @description of the account, once more */
                    password: string;
                };
            };
        };
        responses: {
            /** @description A manager's own mobile, without its number */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description the manager's
                         * @example 101
                         */
                        extension: string;
                        /** @description the number of the own mobile is known and confirmed */
                        hasMobile: boolean;
                        /** @description calls from the mobile are put through with a PIN */
                        hasPin: boolean;
                        /** @description a number was written, and waits to be confirmed */
                        isWaiting: boolean;
                    };
                };
            };
            /** @description invalid-request: Invalid request. malformed-body: The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description role-forbidden: You may not do this. csrf: Not from a page of Star7. sign-in-unfinished: Sign-in is not finished. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description manager-not-found: No such manager. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description body-too-large: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unsupported-media-type: Unsupported media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many-sign-ins: Too many attempts to sign in. too-many-failures: Too many failed authentications. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    removeMobile: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A manager's own mobile, without its number */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description the manager's
                         * @example 101
                         */
                        extension: string;
                        /** @description the number of the own mobile is known and confirmed */
                        hasMobile: boolean;
                        /** @description calls from the mobile are put through with a PIN */
                        hasPin: boolean;
                        /** @description a number was written, and waits to be confirmed */
                        isWaiting: boolean;
                    };
                };
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description role-forbidden: You may not do this. csrf: Not from a page of Star7. sign-in-unfinished: Sign-in is not finished. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description manager-not-found: No such manager. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many-failures: Too many failed authentications. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    callMobile: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It rings */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description invalid-request: Invalid request. malformed-body: The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description destination: Calls to this kind of number are not allowed. role-forbidden: You may not do this. csrf: Not from a page of Star7. sign-in-unfinished: Sign-in is not finished. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description manager-not-found: No such manager. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description body-too-large: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unsupported-media-type: Unsupported media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many-sign-ins: Too many attempts to sign in. too-many-failures: Too many failed authentications. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description call-unavailable: No calls now. unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    confirmMobile: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description six digits, as the call said them */
                    code: string;
                };
            };
        };
        responses: {
            /** @description A manager's own mobile, without its number */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description the manager's
                         * @example 101
                         */
                        extension: string;
                        /** @description the number of the own mobile is known and confirmed */
                        hasMobile: boolean;
                        /** @description calls from the mobile are put through with a PIN */
                        hasPin: boolean;
                        /** @description a number was written, and waits to be confirmed */
                        isWaiting: boolean;
                    };
                };
            };
            /** @description invalid-request: Invalid request. malformed-body: The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description role-forbidden: You may not do this. csrf: Not from a page of Star7. sign-in-unfinished: Sign-in is not finished. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description manager-not-found: No such manager. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description body-too-large: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unsupported-media-type: Unsupported media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many-failures: Too many failed authentications. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createPin: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description of the account, once more */
                    password: string;
                };
            };
        };
        responses: {
            /** @description Shown only here */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        pin: string;
                    };
                };
            };
            /** @description invalid-request: Invalid request. malformed-body: The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description role-forbidden: You may not do this. csrf: Not from a page of Star7. sign-in-unfinished: Sign-in is not finished. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description manager-not-found: No such manager. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description body-too-large: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unsupported-media-type: Unsupported media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many-sign-ins: Too many attempts to sign in. too-many-failures: Too many failed authentications. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getPresence: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Whether a manager takes inbound calls */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description on a break: inbound calls go to others */
                        away: boolean;
                        awayReason: ("break" | "lunch" | "meeting" | "paperwork" | "training" | "private") | null;
                        awaySince: string | null;
                        awayUntil: string | null;
                        /**
                         * @description the manager's
                         * @example 101
                         */
                        extension: string;
                    };
                };
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description role-forbidden: You may not do this. csrf: Not from a page of Star7. sign-in-unfinished: Sign-in is not finished. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description manager-not-found: No such manager. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many-failures: Too many failed authentications. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    setPresence: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "away": true,
                 *       "reason": "lunch"
                 *     }
                 */
                "application/json": {
                    /** @description on a break: inbound calls go to others */
                    away: boolean;
                    reason?: ("break" | "lunch" | "meeting" | "paperwork" | "training" | "private") | null;
                    /**
                     * Format: date-time
                     * @description when the break ends automatically, within 31 days; null: it does not
                     * @example 2026-07-01T09:30:00.000123Z
                     */
                    until?: string | null;
                };
            };
        };
        responses: {
            /** @description Whether a manager takes inbound calls */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description on a break: inbound calls go to others */
                        away: boolean;
                        awayReason: ("break" | "lunch" | "meeting" | "paperwork" | "training" | "private") | null;
                        awaySince: string | null;
                        awayUntil: string | null;
                        /**
                         * @description the manager's
                         * @example 101
                         */
                        extension: string;
                    };
                };
            };
            /** @description invalid-request: Invalid request. malformed-body: The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description role-forbidden: You may not do this. csrf: Not from a page of Star7. sign-in-unfinished: Sign-in is not finished. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description manager-not-found: No such manager. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description body-too-large: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unsupported-media-type: Unsupported media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many-failures: Too many failed authentications. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getReach: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Where a manager's calls ring */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        devices: ("page" | "desk" | "mobile")[] | null;
                        /**
                         * @description the manager's
                         * @example 101
                         */
                        extension: string;
                        /** @description the own mobile is known and confirmed */
                        hasMobile: boolean;
                        /** @description what rings now; empty: the manager cannot be reached */
                        rings: ("page" | "desk" | "mobile")[];
                    };
                };
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description role-forbidden: You may not do this. csrf: Not from a page of Star7. sign-in-unfinished: Sign-in is not finished. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description manager-not-found: No such manager. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many-failures: Too many failed authentications. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    setReach: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description null: the page while it is on duty, else the desk phone */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "devices": [
                 *         "page",
                 *         "desk"
                 *       ]
                 *     }
                 */
                "application/json": {
                    devices: ("page" | "desk" | "mobile")[] | null;
                };
            };
        };
        responses: {
            /** @description Where a manager's calls ring */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        devices: ("page" | "desk" | "mobile")[] | null;
                        /**
                         * @description the manager's
                         * @example 101
                         */
                        extension: string;
                        /** @description the own mobile is known and confirmed */
                        hasMobile: boolean;
                        /** @description what rings now; empty: the manager cannot be reached */
                        rings: ("page" | "desk" | "mobile")[];
                    };
                };
            };
            /** @description invalid-request: Invalid request. malformed-body: The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description role-forbidden: You may not do this. csrf: Not from a page of Star7. sign-in-unfinished: Sign-in is not finished. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description manager-not-found: No such manager. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description body-too-large: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unsupported-media-type: Unsupported media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many-failures: Too many failed authentications. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listNotes: {
        parameters: {
            query: {
                /** @description `next` of the previous page */
                after?: string;
                /** @description only those in which something was hidden */
                hidden: boolean;
                /** @description rows of a page */
                limit: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of notes */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            customerName: string;
                            entry: components["schemas"]["Entry"];
                            /**
                             * @description the order's manager
                             * @example 101
                             */
                            extension: string;
                            managerName: string;
                            /** @example 1001 */
                            orderNumber: string;
                        }[];
                        next: string | null;
                    };
                };
            };
            /** @description invalid-request: Invalid request. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description role-forbidden: You may not do this. csrf: Not from a page of Star7. sign-in-unfinished: Sign-in is not finished. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many-failures: Too many failed authentications. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listOrders: {
        parameters: {
            query: {
                /** @description `next` of the previous page */
                after?: string;
                /**
                 * @description a manager's extension
                 * @example 101
                 */
                extension?: string;
                /** @description rows of a page */
                limit: number;
                /** @description only orders in this state */
                status?: "open" | "closed" | "cancelled";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of orders */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Order"][];
                        next: string | null;
                    };
                };
            };
            /** @description invalid-request: Invalid request. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description other-extension: You may call only from your own extension. csrf: Not from a page of Star7. sign-in-unfinished: Sign-in is not finished. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many-failures: Too many failed authentications. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    stateOrders: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "orders": [
                 *         {
                 *           "orderNumber": "1001",
                 *           "customerName": "Anna Smirnova",
                 *           "phones": {
                 *             "main": "+79161234567"
                 *           },
                 *           "status": "open",
                 *           "amount": "1990.00",
                 *           "currency": "RUB",
                 *           "details": {
                 *             "items": [
                 *               {
                 *                 "title": "Kettle",
                 *                 "quantity": "1",
                 *                 "price": "1990.00"
                 *               }
                 *             ],
                 *             "comment": "After six, please"
                 *           }
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": {
                    orders: {
                        /** @description of the order; decimal text or a number */
                        amount?: string | number | null;
                        /** @description the customer has agreed to automatic calls; null: has withdrawn that */
                        automaticCalls?: {
                            /**
                             * @description a day
                             * @example 2026-03-01
                             */
                            agreedOn: string;
                            /**
                             * @description by what the customer agreed
                             * @example tick box of the order form
                             */
                            source: string;
                        } | null;
                        /**
                         * @description of numbers without a country code: ISO 3166, or its name
                         * @example RU
                         */
                        country?: string | null;
                        /** @description number of the courier who has the order; null: none has */
                        courier?: string | null;
                        /**
                         * @description ISO 4217
                         * @example RUB
                         */
                        currency?: string | null;
                        /**
                         * @description stays where it is not stated
                         * @example Anna Smirnova
                         */
                        customerName?: string | null;
                        details?: {
                            /** @description the customer's */
                            comment?: string | null;
                            /** @description anything else that a manager should see */
                            custom?: {
                                name: string;
                                value: string;
                            }[];
                            delivery?: {
                                /** @description street, house, flat */
                                address?: string | null;
                                /** @description country */
                                country?: string | null;
                                /** @description way */
                                method?: string | null;
                                /** @description region */
                                region?: string | null;
                                /** @description town */
                                town?: string | null;
                                /** @description number of the parcel */
                                tracking?: string | null;
                                /** @description when the customer wants it */
                                wished?: string | null;
                                /** @description postal code */
                                zip?: string | null;
                            };
                            /** @description fields that the site has defined in its rules for orders, by name or id; what a person has filled in there counts before the shop's */
                            fields?: {
                                [key: string]: string | null;
                            };
                            items?: {
                                /** @description its page in the shop */
                                link?: string | null;
                                /** @description size, colour */
                                option?: string | null;
                                /** @description address of its picture */
                                picture?: string | null;
                                /** @description of one piece; decimal text or a number */
                                price?: string | number | null;
                                /** @description pieces; decimal text or a number */
                                quantity?: string | number | null;
                                /** @description article */
                                sku?: string | null;
                                title: string;
                                /** @description of the line; decimal text or a number */
                                total?: string | number | null;
                            }[];
                            /** @description the shop's */
                            notes?: string | null;
                            payment?: {
                                /** @description way */
                                method?: string | null;
                                /** @description paid, unpaid, … */
                                state?: string | null;
                            };
                            /** @description where the order came from */
                            source?: string | null;
                            tags?: string[];
                            totals?: {
                                /** @description delivery; decimal text or a number */
                                delivery?: string | number | null;
                                /** @description discount; decimal text or a number */
                                discount?: string | number | null;
                                /** @description items; decimal text or a number */
                                subtotal?: string | number | null;
                                /** @description tax; decimal text or a number */
                                tax?: string | number | null;
                            };
                        };
                        /** @description true: the customer must not be called; false says nothing */
                        doNotCall?: boolean;
                        /** @description null: there is none */
                        email?: string | null;
                        /**
                         * @description extension, name, or a word of the rules for orders; a new order without one goes by these rules
                         * @example 101
                         */
                        manager?: string | null;
                        /**
                         * @description as the shop writes it
                         * @example 1001
                         */
                        orderNumber: string;
                        phones?: {
                            /**
                             * @description the customer's, as people write it; a known order keeps the one that it has
                             * @example +79161234567
                             */
                            main?: string | null;
                            /**
                             * @description of whoever gets the parcel; null: there is none
                             * @example +79161234567
                             */
                            recipient?: string | null;
                            /**
                             * @description null: there is none
                             * @example +79161234567
                             */
                            second?: string | null;
                        };
                        /**
                         * @description ISO 8601; without an offset, in the shop's time zone
                         * @example 2026-11-30T09:30:00Z
                         */
                        placedAt?: string | null;
                        /**
                         * @description open, closed, cancelled, or the shop's word
                         * @example open
                         */
                        status?: string | null;
                        /**
                         * @description the customer's, IANA
                         * @example Europe/Moscow
                         */
                        timeZone?: string | null;
                    }[];
                };
            };
        };
        responses: {
            /** @description What became of each */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        changed: number;
                        created: number;
                        /** @description one for each order, in their sequence */
                        items: components["schemas"]["StatedOrder"][];
                        refused: number;
                        unchanged: number;
                    };
                };
            };
            /** @description invalid-request: Invalid request. malformed-body: The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description role-forbidden: You may not do this. csrf: Not from a page of Star7. sign-in-unfinished: Sign-in is not finished. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description body-too-large: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unsupported-media-type: Unsupported media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many-requests: Too many requests. too-many-failures: Too many failed authentications. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description stopping: Star7 is stopping. unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getOrder: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description an order number
                 * @example 1001
                 */
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The order */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Order"];
                };
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description csrf: Not from a page of Star7. sign-in-unfinished: Sign-in is not finished. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description order-refused: No such order, or not yours. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description locked-out: Too many wrong order numbers. too-many-failures: Too many failed authentications. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    stateOrder: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description an order number
                 * @example 1001
                 */
                number: string;
            };
            cookie?: never;
        };
        /** @description What is absent is not stated: a known order keeps it, a new one has its default. Null clears. `details` is stated as a whole. Numbers and addresses in texts are hidden from managers. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "customerName": "Anna Smirnova",
                 *       "phones": {
                 *         "main": "+79161234567"
                 *       },
                 *       "status": "open",
                 *       "amount": "1990.00",
                 *       "currency": "RUB",
                 *       "details": {
                 *         "items": [
                 *           {
                 *             "title": "Kettle",
                 *             "quantity": "1",
                 *             "price": "1990.00"
                 *           }
                 *         ],
                 *         "comment": "After six, please"
                 *       }
                 *     }
                 */
                "application/json": {
                    /** @description of the order; decimal text or a number */
                    amount?: string | number | null;
                    /** @description the customer has agreed to automatic calls; null: has withdrawn that */
                    automaticCalls?: {
                        /**
                         * @description a day
                         * @example 2026-03-01
                         */
                        agreedOn: string;
                        /**
                         * @description by what the customer agreed
                         * @example tick box of the order form
                         */
                        source: string;
                    } | null;
                    /**
                     * @description of numbers without a country code: ISO 3166, or its name
                     * @example RU
                     */
                    country?: string | null;
                    /** @description number of the courier who has the order; null: none has */
                    courier?: string | null;
                    /**
                     * @description ISO 4217
                     * @example RUB
                     */
                    currency?: string | null;
                    /**
                     * @description stays where it is not stated
                     * @example Anna Smirnova
                     */
                    customerName?: string | null;
                    details?: {
                        /** @description the customer's */
                        comment?: string | null;
                        /** @description anything else that a manager should see */
                        custom?: {
                            name: string;
                            value: string;
                        }[];
                        delivery?: {
                            /** @description street, house, flat */
                            address?: string | null;
                            /** @description country */
                            country?: string | null;
                            /** @description way */
                            method?: string | null;
                            /** @description region */
                            region?: string | null;
                            /** @description town */
                            town?: string | null;
                            /** @description number of the parcel */
                            tracking?: string | null;
                            /** @description when the customer wants it */
                            wished?: string | null;
                            /** @description postal code */
                            zip?: string | null;
                        };
                        /** @description fields that the site has defined in its rules for orders, by name or id; what a person has filled in there counts before the shop's */
                        fields?: {
                            [key: string]: string | null;
                        };
                        items?: {
                            /** @description its page in the shop */
                            link?: string | null;
                            /** @description size, colour */
                            option?: string | null;
                            /** @description address of its picture */
                            picture?: string | null;
                            /** @description of one piece; decimal text or a number */
                            price?: string | number | null;
                            /** @description pieces; decimal text or a number */
                            quantity?: string | number | null;
                            /** @description article */
                            sku?: string | null;
                            title: string;
                            /** @description of the line; decimal text or a number */
                            total?: string | number | null;
                        }[];
                        /** @description the shop's */
                        notes?: string | null;
                        payment?: {
                            /** @description way */
                            method?: string | null;
                            /** @description paid, unpaid, … */
                            state?: string | null;
                        };
                        /** @description where the order came from */
                        source?: string | null;
                        tags?: string[];
                        totals?: {
                            /** @description delivery; decimal text or a number */
                            delivery?: string | number | null;
                            /** @description discount; decimal text or a number */
                            discount?: string | number | null;
                            /** @description items; decimal text or a number */
                            subtotal?: string | number | null;
                            /** @description tax; decimal text or a number */
                            tax?: string | number | null;
                        };
                    };
                    /** @description true: the customer must not be called; false says nothing */
                    doNotCall?: boolean;
                    /** @description null: there is none */
                    email?: string | null;
                    /**
                     * @description extension, name, or a word of the rules for orders; a new order without one goes by these rules
                     * @example 101
                     */
                    manager?: string | null;
                    phones?: {
                        /**
                         * @description the customer's, as people write it; a known order keeps the one that it has
                         * @example +79161234567
                         */
                        main?: string | null;
                        /**
                         * @description of whoever gets the parcel; null: there is none
                         * @example +79161234567
                         */
                        recipient?: string | null;
                        /**
                         * @description null: there is none
                         * @example +79161234567
                         */
                        second?: string | null;
                    };
                    /**
                     * @description ISO 8601; without an offset, in the shop's time zone
                     * @example 2026-11-30T09:30:00Z
                     */
                    placedAt?: string | null;
                    /**
                     * @description open, closed, cancelled, or the shop's word
                     * @example open
                     */
                    status?: string | null;
                    /**
                     * @description the customer's, IANA
                     * @example Europe/Moscow
                     */
                    timeZone?: string | null;
                };
            };
        };
        responses: {
            /** @description The order is in */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatedOrder"];
                };
            };
            /** @description invalid-request: Invalid request. malformed-body: The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description role-forbidden: You may not do this. csrf: Not from a page of Star7. sign-in-unfinished: Sign-in is not finished. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description body-too-large: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unsupported-media-type: Unsupported media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description order-not-accepted: The order was not accepted. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many-requests: Too many requests. too-many-failures: Too many failed authentications. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description stopping: Star7 is stopping. unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getCallConsent: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description an order number
                 * @example 1001
                 */
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is on record */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        consent: {
                            agreedOn: string;
                            source: string;
                            /**
                             * Format: date-time
                             * @description RFC 3339, with microseconds, in UTC
                             * @example 2026-07-01T09:30:00.000123Z
                             */
                            statedAt: string;
                            statedBy: string;
                            withdrawnAt: string | null;
                        } | null;
                    };
                };
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description role-forbidden: You may not do this. csrf: Not from a page of Star7. sign-in-unfinished: Sign-in is not finished. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description order-refused: No such order, or not yours. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many-failures: Too many failed authentications. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    stateCallConsent: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description an order number
                 * @example 1001
                 */
                number: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description the day on which the customer agreed
                     * @example 2026-03-01
                     */
                    agreedOn: string;
                    /**
                     * @description by what the customer agreed; numbers and addresses in it are hidden
                     * @example tick box of the order form
                     */
                    source: string;
                };
            };
        };
        responses: {
            /** @description What is on record */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        consent: {
                            agreedOn: string;
                            source: string;
                            /**
                             * Format: date-time
                             * @description RFC 3339, with microseconds, in UTC
                             * @example 2026-07-01T09:30:00.000123Z
                             */
                            statedAt: string;
                            statedBy: string;
                            withdrawnAt: string | null;
                        } | null;
                    };
                };
            };
            /** @description invalid-request: Invalid request. malformed-body: The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description role-forbidden: You may not do this. csrf: Not from a page of Star7. sign-in-unfinished: Sign-in is not finished. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description order-refused: No such order, or not yours. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description body-too-large: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unsupported-media-type: Unsupported media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many-failures: Too many failed authentications. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    withdrawCallConsent: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description an order number
                 * @example 1001
                 */
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is on record */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        consent: {
                            agreedOn: string;
                            source: string;
                            /**
                             * Format: date-time
                             * @description RFC 3339, with microseconds, in UTC
                             * @example 2026-07-01T09:30:00.000123Z
                             */
                            statedAt: string;
                            statedBy: string;
                            withdrawnAt: string | null;
                        } | null;
                    };
                };
            };
            /** @description invalid-request: Invalid request. malformed-body: The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description role-forbidden: You may not do this. csrf: Not from a page of Star7. sign-in-unfinished: Sign-in is not finished. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description order-refused: No such order, or not yours. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description body-too-large: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unsupported-media-type: Unsupported media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many-failures: Too many failed authentications. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    startCall: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description 1 to 255 visible ASCII characters; a repetition returns the result of the first request
                 * @example 6f1c1b0e-crm-4711
                 */
                "idempotency-key"?: string;
            };
            path: {
                /**
                 * @description an order number
                 * @example 1001
                 */
                number: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "slot": "main"
                 *     }
                 */
                "application/json": {
                    /**
                     * @description whose phone to call first; a service's default is the order's own manager
                     * @example 101
                     */
                    extension?: string;
                    /**
                     * @description which of the customer's contact points to call
                     * @default main
                     * @enum {string}
                     */
                    slot?: "main" | "second" | "recipient";
                };
            };
        };
        responses: {
            /** @description The call this request started earlier */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Call"];
                };
            };
            /** @description The manager's phone is being called */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Call"];
                };
            };
            /** @description invalid-request: Invalid request. malformed-body: The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description role-forbidden: You may not do this. other-extension: You may call only from your own extension. do-not-call: The customer asked not to be called. destination: Calls to this kind of number are not allowed. csrf: Not from a page of Star7. sign-in-unfinished: Sign-in is not finished. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description order-refused: No such order, or not yours. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description manager-busy: The manager is in another call. manager-unreachable: The manager's phone is not registered. calling-hours: Too early or too late to call this customer. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description body-too-large: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unsupported-media-type: Unsupported media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description idempotency-key-reused: The idempotency key belongs to another request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description locked-out: Too many wrong order numbers. hourly-cap: Hourly call limit reached. daily-cap: Daily call limit reached. too-many-failures: Too many failed authentications. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description call-unavailable: No calls now. unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changeContact: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description an order number
                 * @example 1001
                 */
                number: string;
                /**
                 * @description main, second, recipient
                 * @example main
                 */
                slot: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description a telephone number in any usual form; never returned */
                    number: string;
                };
            };
        };
        responses: {
            /** @description The order */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Order"];
                };
            };
            /** @description invalid-request: Invalid request. malformed-body: The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description role-forbidden: You may not do this. csrf: Not from a page of Star7. sign-in-unfinished: Sign-in is not finished. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description order-refused: No such order, or not yours. not-found: Not found. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description order-closed: The order is closed. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description body-too-large: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unsupported-media-type: Unsupported media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description locked-out: Too many wrong order numbers. too-many-failures: Too many failed authentications. too-many-changes: Too many changed contacts. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    restoreContact: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description an order number
                 * @example 1001
                 */
                number: string;
                /**
                 * @description main, second, recipient, email
                 * @example email
                 */
                slot: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description id of the entry to undo: digits */
                    entry: string;
                };
            };
        };
        responses: {
            /** @description The order */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Order"];
                };
            };
            /** @description invalid-request: Invalid request. malformed-body: The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description role-forbidden: You may not do this. csrf: Not from a page of Star7. sign-in-unfinished: Sign-in is not finished. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description order-refused: No such order, or not yours. not-found: Not found. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-restorable: This change cannot be undone. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description body-too-large: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unsupported-media-type: Unsupported media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description locked-out: Too many wrong order numbers. too-many-failures: Too many failed authentications. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changeEmail: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description an order number
                 * @example 1001
                 */
                number: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description an e-mail address; never returned */
                    address: string;
                };
            };
        };
        responses: {
            /** @description The order */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Order"];
                };
            };
            /** @description invalid-request: Invalid request. malformed-body: The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description role-forbidden: You may not do this. csrf: Not from a page of Star7. sign-in-unfinished: Sign-in is not finished. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description order-refused: No such order, or not yours. not-found: Not found. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description order-closed: The order is closed. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description body-too-large: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unsupported-media-type: Unsupported media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description locked-out: Too many wrong order numbers. too-many-failures: Too many failed authentications. too-many-changes: Too many changed contacts. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getDelivery: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description an order number
                 * @example 1001
                 */
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The courier, or null */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        delivery: {
                            /**
                             * @description the courier number, keyed in with the PIN on other phones: up to six digits
                             * @example 17
                             */
                            courier: string;
                            courierName: string;
                            /**
                             * Format: date-time
                             * @description RFC 3339, with microseconds, in UTC
                             * @example 2026-07-01T09:30:00.000123Z
                             */
                            handedOverAt: string;
                        } | null;
                    };
                };
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description csrf: Not from a page of Star7. sign-in-unfinished: Sign-in is not finished. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description order-refused: No such order, or not yours. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description locked-out: Too many wrong order numbers. too-many-failures: Too many failed authentications. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    setDelivery: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description an order number
                 * @example 1001
                 */
                number: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "courier": "17"
                 *     }
                 */
                "application/json": {
                    /** @description who has the order now */
                    courier: string;
                } | {
                    /**
                     * @description how the delivery has ended
                     * @enum {string}
                     */
                    ended: "delivered" | "taken-back";
                };
            };
        };
        responses: {
            /** @description The courier from now on, or null */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        delivery: {
                            /**
                             * @description the courier number, keyed in with the PIN on other phones: up to six digits
                             * @example 17
                             */
                            courier: string;
                            courierName: string;
                            /**
                             * Format: date-time
                             * @description RFC 3339, with microseconds, in UTC
                             * @example 2026-07-01T09:30:00.000123Z
                             */
                            handedOverAt: string;
                        } | null;
                    };
                };
            };
            /** @description invalid-request: Invalid request. malformed-body: The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description csrf: Not from a page of Star7. sign-in-unfinished: Sign-in is not finished. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description order-refused: No such order, or not yours. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description order-closed: The order is closed. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description body-too-large: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unsupported-media-type: Unsupported media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description locked-out: Too many wrong order numbers. too-many-failures: Too many failed authentications. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getOrderDetails: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description an order number
                 * @example 1001
                 */
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The order in full */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderDetails"];
                };
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description csrf: Not from a page of Star7. sign-in-unfinished: Sign-in is not finished. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description order-refused: No such order, or not yours. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description locked-out: Too many wrong order numbers. too-many-failures: Too many failed authentications. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    askAddressConfirmation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description an order number
                 * @example 1001
                 */
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is known of the address now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        at: string | null;
                        /**
                         * @description of the address that the order has now; `confirmed`: by a link that was sent there
                         * @enum {string}
                         */
                        state: "none" | "unconfirmed" | "asked" | "confirmed";
                    };
                };
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description role-forbidden: You may not do this. csrf: Not from a page of Star7. sign-in-unfinished: Sign-in is not finished. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description order-refused: No such order, or not yours. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description confirmation-off: Addresses are not confirmed here. no-mail-address: The order has no e-mail address. address-confirmed: The address is confirmed already. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description locked-out: Too many wrong order numbers. too-many-mails: Too many mails. too-many-failures: Too many failed authentications. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    fillInField: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description 1 to 255 visible ASCII characters; a repetition returns the result of the first request
                 * @example 6f1c1b0e-crm-4711
                 */
                "idempotency-key"?: string;
            };
            path: {
                /**
                 * @description id of a field of the site
                 * @example gift
                 */
                field: string;
                /**
                 * @description an order number
                 * @example 1001
                 */
                number: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "value": "yes"
                 *     }
                 */
                "application/json": {
                    /** @description a text, a number of six digits, YYYY-MM-DD, one of the choices, `yes` or `no`; empty clears */
                    value: string;
                };
            };
        };
        responses: {
            /** @description The value as it is kept */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Entry"];
                };
            };
            /** @description invalid-request: Invalid request. malformed-body: The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description csrf: Not from a page of Star7. sign-in-unfinished: Sign-in is not finished. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description order-refused: No such order, or not yours. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description body-too-large: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unsupported-media-type: Unsupported media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description idempotency-key-reused: The idempotency key belongs to another request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description locked-out: Too many wrong order numbers. too-many-entries: Too many notes and outcomes. too-many-failures: Too many failed authentications. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getItemPicture: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description of the items, from 0
                 * @example 0
                 */
                nth: string;
                /**
                 * @description an order number
                 * @example 1001
                 */
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The picture: JPEG, PNG, GIF or WebP */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/*": string;
                };
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description csrf: Not from a page of Star7. sign-in-unfinished: Sign-in is not finished. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description order-refused: No such order, or not yours. not-found: Not found. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description locked-out: Too many wrong order numbers. too-many-failures: Too many failed authentications. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getMailDraft: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description an order number
                 * @example 1001
                 */
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The draft; an empty text for none */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "text": "Здравствуйте!"
                     *     }
                     */
                    "application/json": {
                        /** @description empty: none */
                        text: string;
                    };
                };
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description role-forbidden: You may not do this. csrf: Not from a page of Star7. sign-in-unfinished: Sign-in is not finished. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description order-refused: No such order, or not yours. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description locked-out: Too many wrong order numbers. too-many-failures: Too many failed authentications. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    keepMailDraft: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description an order number
                 * @example 1001
                 */
                number: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "text": "Здравствуйте!"
                 *     }
                 */
                "application/json": {
                    /** @description empty: none */
                    text: string;
                };
            };
        };
        responses: {
            /** @description It is kept */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            /** @description invalid-request: Invalid request. malformed-body: The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description role-forbidden: You may not do this. csrf: Not from a page of Star7. sign-in-unfinished: Sign-in is not finished. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description order-refused: No such order, or not yours. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description body-too-large: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unsupported-media-type: Unsupported media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description locked-out: Too many wrong order numbers. too-many-failures: Too many failed authentications. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listFilledMailTemplates: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description an order number
                 * @example 1001
                 */
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The templates, filled in */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /**
                             * @description of its words
                             * @enum {string}
                             */
                            language: "ru" | "en";
                            /**
                             * @description what it is for
                             * @enum {string}
                             */
                            slug: "confirmation" | "not-reached" | "payment" | "delivery" | "sms-confirmation" | "sms-not-reached" | "sms-payment" | "sms-delivery";
                            subject: string;
                            /** @description plain text */
                            text: string;
                        }[];
                    };
                };
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description role-forbidden: You may not do this. csrf: Not from a page of Star7. sign-in-unfinished: Sign-in is not finished. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description order-refused: No such order, or not yours. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description locked-out: Too many wrong order numbers. too-many-failures: Too many failed authentications. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getMailThread: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description an order number
                 * @example 1001
                 */
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The thread */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MailThread"];
                };
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description role-forbidden: You may not do this. csrf: Not from a page of Star7. sign-in-unfinished: Sign-in is not finished. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description order-refused: No such order, or not yours. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description locked-out: Too many wrong order numbers. too-many-failures: Too many failed authentications. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    writeMail: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description 1 to 255 visible ASCII characters; a repetition returns the result of the first request
                 * @example 6f1c1b0e-crm-4711
                 */
                "idempotency-key"?: string;
            };
            path: {
                /**
                 * @description an order number
                 * @example 1001
                 */
                number: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "text": "Ваш заказ собран."
                 *     }
                 */
                "application/json": {
                    /** @description absent: that of the thread */
                    subject?: string;
                    /** @description plain text; numbers and addresses in it are hidden */
                    text: string;
                    /**
                     * @description absent: a mail. An SMS has no subject
                     * @enum {string}
                     */
                    transport?: "mail" | "sms";
                };
            };
        };
        responses: {
            /** @description The mail as it is sent */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Mail"];
                };
            };
            /** @description invalid-request: Invalid request. malformed-body: The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description role-forbidden: You may not do this. csrf: Not from a page of Star7. sign-in-unfinished: Sign-in is not finished. sms-destination: SMS to this kind of number are not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description order-refused: No such order, or not yours. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description mail-off: Star7 sends no mails here. no-mail-address: The order has no e-mail address. sms-off: Star7 sends no SMS here. no-phone-number: There is no number to write to. sms-do-not-contact: The customer does not want to be contacted. sms-hours: Too early or too late to write to this customer. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description body-too-large: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unsupported-media-type: Unsupported media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description idempotency-key-reused: The idempotency key belongs to another request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description locked-out: Too many wrong order numbers. too-many-failures: Too many failed authentications. sms-day-limit: The SMS of this day are used up. too-many-mails: Too many mails. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    forgetMails: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description an order number
                 * @example 1001
                 */
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description They are deleted */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description role-forbidden: You may not do this. csrf: Not from a page of Star7. sign-in-unfinished: Sign-in is not finished. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description order-refused: No such order, or not yours. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many-failures: Too many failed authentications. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readMail: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description id of a mail
                 * @example 0
                 */
                mail: string;
                /**
                 * @description an order number
                 * @example 1001
                 */
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The mail */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Mail"];
                };
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description role-forbidden: You may not do this. csrf: Not from a page of Star7. sign-in-unfinished: Sign-in is not finished. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-found: Not found. order-refused: No such order, or not yours. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description locked-out: Too many wrong order numbers. too-many-failures: Too many failed authentications. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getMailPicture: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description id of a mail
                 * @example 0
                 */
                mail: string;
                /**
                 * @description of its pictures, from 0
                 * @example 0
                 */
                nth: string;
                /**
                 * @description an order number
                 * @example 1001
                 */
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description JPEG or PNG */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/*": string;
                };
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description role-forbidden: You may not do this. csrf: Not from a page of Star7. sign-in-unfinished: Sign-in is not finished. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-found: Not found. order-refused: No such order, or not yours. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description locked-out: Too many wrong order numbers. too-many-failures: Too many failed authentications. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    addNote: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description 1 to 255 visible ASCII characters; a repetition returns the result of the first request
                 * @example 6f1c1b0e-crm-4711
                 */
                "idempotency-key"?: string;
            };
            path: {
                /**
                 * @description an order number
                 * @example 1001
                 */
                number: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description id of the call it belongs to: a UUID */
                    callId?: string;
                    /** @description stored with its line breaks; numbers and addresses are hidden before that */
                    text: string;
                };
            };
        };
        responses: {
            /** @description The note this request wrote earlier */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Entry"];
                };
            };
            /** @description The note as it is kept */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Entry"];
                };
            };
            /** @description invalid-request: Invalid request. malformed-body: The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description csrf: Not from a page of Star7. sign-in-unfinished: Sign-in is not finished. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description order-refused: No such order, or not yours. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description body-too-large: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unsupported-media-type: Unsupported media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description idempotency-key-reused: The idempotency key belongs to another request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description locked-out: Too many wrong order numbers. too-many-entries: Too many notes and outcomes. too-many-failures: Too many failed authentications. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getTimeline: {
        parameters: {
            query: {
                /** @description `next` of the previous page */
                after?: string;
                /** @description rows of a page */
                limit: number;
            };
            header?: never;
            path: {
                /**
                 * @description an order number
                 * @example 1001
                 */
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of entries */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Entry"][];
                        next: string | null;
                    };
                };
            };
            /** @description invalid-request: Invalid request. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description csrf: Not from a page of Star7. sign-in-unfinished: Sign-in is not finished. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description order-refused: No such order, or not yours. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description locked-out: Too many wrong order numbers. too-many-failures: Too many failed authentications. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    wrapUpOrder: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description 1 to 255 visible ASCII characters; a repetition returns the result of the first request
                 * @example 6f1c1b0e-crm-4711
                 */
                "idempotency-key"?: string;
            };
            path: {
                /**
                 * @description an order number
                 * @example 1001
                 */
                number: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "outcome": "no-answer"
                 *     }
                 */
                "application/json": {
                    /** @description id of the call it belongs to: a UUID */
                    callId?: string;
                    /**
                     * Format: date-time
                     * @description when to call again
                     * @example 2026-07-01T09:30:00.000123Z
                     */
                    callLaterAt?: string;
                    /** @description texts of the site's checklist that were done in the call */
                    checked?: string[];
                    /** @description stored with its line breaks; numbers and addresses are hidden before that */
                    note?: string;
                    /**
                     * @description an outcome's slug
                     * @example no-answer
                     */
                    outcome: string;
                };
            };
        };
        responses: {
            /** @description The order as it stands now, what was written, and the next */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        entry: components["schemas"]["Entry"];
                        next: string | null;
                        order: components["schemas"]["Order"];
                    };
                };
            };
            /** @description invalid-request: Invalid request. malformed-body: The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description csrf: Not from a page of Star7. sign-in-unfinished: Sign-in is not finished. role-forbidden: You may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description order-refused: No such order, or not yours. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description body-too-large: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unsupported-media-type: Unsupported media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description idempotency-key-reused: The idempotency key belongs to another request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description locked-out: Too many wrong order numbers. too-many-entries: Too many notes and outcomes. too-many-failures: Too many failed authentications. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    undoWrapUp: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description 1 to 255 visible ASCII characters; a repetition returns the result of the first request
                 * @example 6f1c1b0e-crm-4711
                 */
                "idempotency-key"?: string;
            };
            path: {
                /**
                 * @description an order number
                 * @example 1001
                 */
                number: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description id of the entry of the outcome: digits
                     * @example 4711
                     */
                    entry: string;
                };
            };
        };
        responses: {
            /** @description The order as it stands again, and the entry that says so */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        entry: components["schemas"]["Entry"];
                        order: components["schemas"]["Order"];
                    };
                };
            };
            /** @description invalid-request: Invalid request. malformed-body: The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description csrf: Not from a page of Star7. sign-in-unfinished: Sign-in is not finished. role-forbidden: You may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description order-refused: No such order, or not yours. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-undoable: This outcome cannot be taken back. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description body-too-large: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unsupported-media-type: Unsupported media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description idempotency-key-reused: The idempotency key belongs to another request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description locked-out: Too many wrong order numbers. too-many-entries: Too many notes and outcomes. too-many-failures: Too many failed authentications. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listOutcomes: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of them, in the order of the shop */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Outcome"][];
                    };
                };
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description csrf: Not from a page of Star7. sign-in-unfinished: Sign-in is not finished. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many-failures: Too many failed authentications. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getPbx: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As the PBX has them now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description whether the PBX can be asked for calls */
                        connected: boolean;
                        phones: {
                            /** @description the devices that ring now; none: the manager cannot be reached */
                            devices: ("page" | "desk" | "mobile")[];
                            /** @example 101 */
                            extension: string;
                            /** @description it rings, or somebody talks on it */
                            inUse: boolean | "unknown";
                            /** @description the manager's */
                            name: string;
                            /** @description the phone is there; unknown where AMI is not connected */
                            registered: boolean | "unknown";
                        }[];
                        /** @description in the order in which they are tried */
                        trunks: {
                            /**
                             * @description how it wants numbers
                             * @example e164
                             */
                            format: string;
                            /** @example carrier */
                            name: string;
                            /**
                             * @description of its endpoint; unknown also where there is none
                             * @enum {string}
                             */
                            state: "online" | "offline" | "unknown";
                        }[];
                    };
                };
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description role-forbidden: You may not do this. csrf: Not from a page of Star7. sign-in-unfinished: Sign-in is not finished. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many-failures: Too many failed authentications. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listPeople: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description By extension */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /**
                             * @description the manager's
                             * @example 101
                             */
                            extension: string;
                            name: string;
                        }[];
                    };
                };
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description role-forbidden: You may not do this. csrf: Not from a page of Star7. sign-in-unfinished: Sign-in is not finished. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many-failures: Too many failed authentications. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    beginDuty: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The page may register */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PhoneCredentials"];
                };
            };
            /** @description invalid-request: Invalid request. malformed-body: The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description role-forbidden: You may not do this. role-forbidden: You may not do this. csrf: Not from a page of Star7. sign-in-unfinished: Sign-in is not finished. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description body-too-large: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unsupported-media-type: Unsupported media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many-failures: Too many failed authentications. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description call-unavailable: No calls now. unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    endDuty: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Calls ring at the desk phone */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description invalid-request: Invalid request. malformed-body: The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description role-forbidden: You may not do this. role-forbidden: You may not do this. csrf: Not from a page of Star7. sign-in-unfinished: Sign-in is not finished. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description body-too-large: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unsupported-media-type: Unsupported media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many-failures: Too many failed authentications. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    reportQuality: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description as RTP names it, in lower case */
                    codec: string;
                    fault: ("network" | "microphone" | "computer") | null;
                    from: {
                        jitterMs: number;
                        lossPercent: number;
                    } | null;
                    roundTripMs: number | null;
                    to: {
                        bufferMs: number | null;
                        jitterMs: number;
                        lossPercent: number;
                    } | null;
                };
            };
        };
        responses: {
            /** @description Taken */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description invalid-request: Invalid request. malformed-body: The body is not JSON. invalid-request: Invalid request. malformed-body: The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description role-forbidden: You may not do this. role-forbidden: You may not do this. csrf: Not from a page of Star7. sign-in-unfinished: Sign-in is not finished. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description body-too-large: The body is too large. body-too-large: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unsupported-media-type: Unsupported media type. unsupported-media-type: Unsupported media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many-failures: Too many failed authentications. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    renewRelay: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Another hour; null off duty, and where the site has no TURN server */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        relay: {
                            /** @description for an hour */
                            credential: string;
                            /** @description whether the page may use no other way */
                            only: boolean;
                            /** @description TURN servers */
                            urls: string[];
                            username: string;
                        } | null;
                    };
                };
            };
            /** @description invalid-request: Invalid request. malformed-body: The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description role-forbidden: You may not do this. role-forbidden: You may not do this. csrf: Not from a page of Star7. sign-in-unfinished: Sign-in is not finished. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description body-too-large: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unsupported-media-type: Unsupported media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many-failures: Too many failed authentications. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listPool: {
        parameters: {
            query: {
                /** @description `next` of the previous page */
                after?: string;
                /** @description rows of a page */
                limit: number;
                /** @description the beginning of an order number, or parts of a customer's name, or of a town and of items, in any case; no contact is searched */
                search?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of orders */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Order"][];
                        next: string | null;
                    };
                };
            };
            /** @description invalid-request: Invalid request. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description role-forbidden: You may not do this. csrf: Not from a page of Star7. sign-in-unfinished: Sign-in is not finished. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many-failures: Too many failed authentications. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    countPool: {
        parameters: {
            query?: {
                /** @description the beginning of an order number, or parts of a customer's name, or of a town and of items, in any case; no contact is searched */
                search?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The number */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        orders: number;
                    };
                };
            };
            /** @description invalid-request: Invalid request. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description role-forbidden: You may not do this. csrf: Not from a page of Star7. sign-in-unfinished: Sign-in is not finished. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many-failures: Too many failed authentications. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    dealPool: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "orders": [
                 *         "1001",
                 *         "1002"
                 *       ],
                 *       "extension": "101"
                 *     }
                 */
                "application/json": {
                    /** @description of the manager; null gives each order to whoever has the fewest */
                    extension: string | null;
                    orders?: string[];
                    /** @description instead of `orders`: all that the search of the list finds; empty: the whole pool */
                    search?: string;
                };
            };
        };
        responses: {
            /** @description Who has which order now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description how many orders */
                        dealt: number;
                        /** @description empty where a search was dealt out */
                        items: {
                            extension: string;
                            orderNumber: string;
                        }[];
                    };
                };
            };
            /** @description invalid-request: Invalid request. malformed-body: The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description role-forbidden: You may not do this. csrf: Not from a page of Star7. sign-in-unfinished: Sign-in is not finished. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description body-too-large: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unsupported-media-type: Unsupported media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many-failures: Too many failed authentications. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getLiveQuality: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Calls of which something is known */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** Format: uuid */
                            callId: string;
                            quality: {
                                extension: string | null;
                                fault: ("network" | "microphone" | "computer") | null;
                                from: {
                                    jitterMs: number;
                                    /** @description packets that did not arrive */
                                    lossPercent: number;
                                } | null;
                                /** @description of the last five seconds */
                                latestMos: number;
                                /** @description of the worst five seconds */
                                lowestMos: number;
                                /** @description mean opinion score by the E-model, 1 to 4.5, of the worse direction */
                                mos: number;
                                /**
                                 * @description whose leg it is
                                 * @enum {string}
                                 */
                                party: "manager" | "customer" | "courier" | "colleague" | "supervisor";
                                roundTripMs: number | null;
                                /** @description for how long */
                                seconds: number;
                                /**
                                 * @description who measured: the PBX, or the page, whose figures are its user’s to write
                                 * @enum {string}
                                 */
                                source: "pbx" | "page";
                                to: {
                                    jitterMs: number;
                                    /** @description packets that did not arrive */
                                    lossPercent: number;
                                } | null;
                                trunk: string | null;
                            }[];
                        }[];
                    };
                };
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description role-forbidden: You may not do this. csrf: Not from a page of Star7. sign-in-unfinished: Sign-in is not finished. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many-failures: Too many failed authentications. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listQueue: {
        parameters: {
            query: {
                /** @description `next` of the previous page */
                after?: string;
                /** @description rows of a page */
                limit: number;
                /** @description customers who called and reached nobody, due now, due later, done, or with unread mails */
                part: "missed" | "to-call" | "later" | "done" | "mail";
                /** @description the beginning of an order number, or parts of a customer's name, or of a town and of items, in any case; no contact is searched */
                search?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of orders */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Order"][];
                        next: string | null;
                    };
                };
            };
            /** @description invalid-request: Invalid request. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description role-forbidden: You may not do this. csrf: Not from a page of Star7. sign-in-unfinished: Sign-in is not finished. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many-failures: Too many failed authentications. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    countQueue: {
        parameters: {
            query?: {
                /** @description the beginning of an order number, or parts of a customer's name, or of a town and of items, in any case; no contact is searched */
                search?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The counts */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        done: number;
                        later: number;
                        /** @description with unread mails: they are counted in their part, too */
                        mail: number;
                        missed: number;
                        toCall: number;
                    };
                };
            };
            /** @description invalid-request: Invalid request. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description role-forbidden: You may not do this. csrf: Not from a page of Star7. sign-in-unfinished: Sign-in is not finished. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many-failures: Too many failed authentications. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listReveals: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The newest 200 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Reveal"][];
                    };
                };
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description role-forbidden: You may not do this. csrf: Not from a page of Star7. sign-in-unfinished: Sign-in is not finished. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description reveal-off: Nobody may see what is hidden here. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many-failures: Too many failed authentications. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    askReveal: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "orderNumber": "1001",
                 *       "what": "main",
                 *       "reason": "authority",
                 *       "note": "Request 17 of the police"
                 *     }
                 */
                "application/json": {
                    /** @description id of a mail of the order, where `what` is one */
                    mail?: number;
                    /** @description why, in words, for whoever approves */
                    note: string;
                    /** @example 1001 */
                    orderNumber: string;
                    /**
                     * @description why
                     * @enum {string}
                     */
                    reason: "authority" | "complaint" | "customer-request" | "suspicion" | "other";
                    /**
                     * @description what to see
                     * @enum {string}
                     */
                    what: "main" | "second" | "recipient" | "email" | "mail";
                };
            };
        };
        responses: {
            /** @description The request */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Reveal"];
                };
            };
            /** @description invalid-request: Invalid request. malformed-body: The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description role-forbidden: You may not do this. csrf: Not from a page of Star7. sign-in-unfinished: Sign-in is not finished. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description order-refused: No such order, or not yours. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description reveal-off: Nobody may see what is hidden here. nothing-to-reveal: There is nothing to show. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description body-too-large: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unsupported-media-type: Unsupported media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many-failures: Too many failed authentications. too-many-reveals: Too many requests to see what is hidden. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    approveReveal: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description id of a request
                 * @example 7
                 */
                reveal: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "code": "123456"
                 *     }
                 */
                "application/json": {
                    /** @description that the authenticator shows now, six digits; each counts once */
                    code?: string;
                    /** @description of an account without an authenticator */
                    password?: string;
                };
            };
        };
        responses: {
            /** @description The request */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Reveal"];
                };
            };
            /** @description invalid-request: Invalid request. malformed-body: The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description role-forbidden: You may not do this. csrf: Not from a page of Star7. sign-in-unfinished: Sign-in is not finished. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-found: Not found. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description reveal-off: Nobody may see what is hidden here. second-person-needed: A second person is needed. reveal-decided: The request is decided already. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description body-too-large: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unsupported-media-type: Unsupported media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many-failures: Too many failed authentications. too-many-sign-ins: Too many attempts to sign in. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    lookAtReveal: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description id of a request
                 * @example 7
                 */
                reveal: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "code": "123456"
                 *     }
                 */
                "application/json": {
                    /** @description that the authenticator shows now, six digits; each counts once */
                    code?: string;
                    /** @description of an account without an authenticator */
                    password?: string;
                };
            };
        };
        responses: {
            /** @description What was hidden: not to be stored */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        contact: string | null;
                        mail: {
                            /** @description addresses; of a mail from the shop none */
                            from: string[];
                            packed: string | null;
                            subject: string;
                            text: string;
                        } | null;
                        /**
                         * @description for how long a page shows it
                         * @example 60
                         */
                        seconds: number;
                    };
                };
            };
            /** @description invalid-request: Invalid request. malformed-body: The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description role-forbidden: You may not do this. csrf: Not from a page of Star7. sign-in-unfinished: Sign-in is not finished. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-found: Not found. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description reveal-off: Nobody may see what is hidden here. reveal-not-approved: There is nothing to look at. nothing-to-reveal: There is nothing to show. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description body-too-large: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unsupported-media-type: Unsupported media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many-failures: Too many failed authentications. too-many-sign-ins: Too many attempts to sign in. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    refuseReveal: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description id of a request
                 * @example 7
                 */
                reveal: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The request */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Reveal"];
                };
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description role-forbidden: You may not do this. csrf: Not from a page of Star7. sign-in-unfinished: Sign-in is not finished. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-found: Not found. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description reveal-off: Nobody may see what is hidden here. reveal-decided: The request is decided already. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many-failures: Too many failed authentications. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getRevealAccess: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Off, and not named, are the same */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        may: boolean;
                    };
                };
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description role-forbidden: You may not do this. csrf: Not from a page of Star7. sign-in-unfinished: Sign-in is not finished. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many-failures: Too many failed authentications. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getSession: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The session */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    signIn: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description of the authenticator, where one is used */
                    code?: string;
                    /** @description a manager's is the extension */
                    login: string;
                    password: string;
                };
            };
        };
        responses: {
            /** @description Signed in; `steps` lists what to do first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            /** @description invalid-request: Invalid request. malformed-body: The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description sign-in-refused: Wrong login or password. code-required: Code required. code-refused: Code not accepted. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description csrf: Not from a page of Star7. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description body-too-large: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unsupported-media-type: Unsupported media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many-sign-ins: Too many attempts to sign in. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    signOut: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Signed out */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description csrf: Not from a page of Star7. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changePassword: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    current: string;
                    new: string;
                };
            };
        };
        responses: {
            /** @description Set */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            /** @description invalid-request: Invalid request. malformed-body: The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description csrf: Not from a page of Star7. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many-sign-ins: Too many attempts to sign in. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changePreferences: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description colour scheme of the pages
                     * @enum {string}
                     */
                    colorScheme?: "auto" | "light" | "dark";
                    /**
                     * @description language of the pages
                     * @enum {string}
                     */
                    language?: "ru" | "en";
                };
            };
        };
        responses: {
            /** @description Changed */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            /** @description invalid-request: Invalid request. malformed-body: The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description csrf: Not from a page of Star7. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    acceptTerms: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description of the text that was shown */
                    version: number;
                };
            };
        };
        responses: {
            /** @description Accepted */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            /** @description invalid-request: Invalid request. malformed-body: The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description csrf: Not from a page of Star7. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    confirmTotp: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description six digits */
                    code: string;
                };
            };
        };
        responses: {
            /** @description Codes are required */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            /** @description invalid-request: Invalid request. malformed-body: The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description sign-in-unfinished: Sign-in is not finished. csrf: Not from a page of Star7. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description totp-not-begun: No authenticator to confirm. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    beginTotp: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    password: string;
                };
            };
        };
        responses: {
            /** @description For the authenticator */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Base32, to be typed into the app */
                        secret: string;
                        /** @description `otpauth:`, for a QR code */
                        uri: string;
                    };
                };
            };
            /** @description invalid-request: Invalid request. malformed-body: The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description sign-in-unfinished: Sign-in is not finished. csrf: Not from a page of Star7. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description totp-in-use: An authenticator is already in use. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many-sign-ins: Too many attempts to sign in. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    removeTotp: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    password: string;
                };
            };
        };
        responses: {
            /** @description Codes are not required */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            /** @description invalid-request: Invalid request. malformed-body: The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description sign-in-unfinished: Sign-in is not finished. csrf: Not from a page of Star7. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many-sign-ins: Too many attempts to sign in. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listSettings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of them */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Settings"];
                };
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description role-forbidden: You may not do this. csrf: Not from a page of Star7. sign-in-unfinished: Sign-in is not finished. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many-failures: Too many failed authentications. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changeSettings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "callsPerHour": 40,
                 *       "callingHours": null
                 *     }
                 */
                "application/json": {
                    /** @description how often Star7 itself calls a customer back who asked for it; 0: never */
                    callBackTries?: number | null;
                    /**
                     * @description when customers may be called, in their local time
                     * @example mon-fri 08:00-22:00, sat-sun 09:00-20:00
                     */
                    callingHours?: string | null;
                    /** @description calls of one manager in any 24 hours; 0 for no limit */
                    callsPerDay?: number | null;
                    /** @description calls of one manager in any hour; 0 for no limit */
                    callsPerHour?: number | null;
                    /** @description hours after the hand-over in which a courier may call the customer */
                    courierAccessHours?: number | null;
                    /** @description calls of one courier in any 24 hours; 0 for no limit */
                    courierCallsPerDay?: number | null;
                    /** @description calls of one courier in any hour; 0 for no limit */
                    courierCallsPerHour?: number | null;
                    /** @description couriers key in their PIN on their own mobile too */
                    courierPinAlways?: boolean | null;
                    /**
                     * @description IANA time zone of customers whose time zone is unknown
                     * @example Europe/Moscow
                     */
                    defaultTimeZone?: string | null;
                    /** @description idle time after which a session ends */
                    sessionIdleMinutes?: number | null;
                    supervisorListening?: ("off" | "announced" | "silent") | null;
                    /** @description confidentiality terms; a change asks everyone to accept again */
                    terms?: {
                        en: string;
                        ru: string;
                    } | null;
                    /** @enum {string|null} */
                    transferScope?: "group" | "everybody" | null;
                };
            };
        };
        responses: {
            /** @description All of them as they are now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Settings"];
                };
            };
            /** @description invalid-request: Invalid request. malformed-body: The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description role-forbidden: You may not do this. csrf: Not from a page of Star7. sign-in-unfinished: Sign-in is not finished. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description body-too-large: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unsupported-media-type: Unsupported media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many-failures: Too many failed authentications. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getOrderRules: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The rules in use */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderRules"];
                };
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description role-forbidden: You may not do this. csrf: Not from a page of Star7. sign-in-unfinished: Sign-in is not finished. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many-failures: Too many failed authentications. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changeOrderRules: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    assignment?: {
                        /** @description the shop's words for a manager, such as an e-mail address */
                        aliases: {
                            [key: string]: string;
                        };
                        /** @description a customer goes to the manager of the last order */
                        earlierManagerFirst: boolean;
                        /** @description the first that holds decides; the one of its managers with the fewest open orders has the order */
                        rules: {
                            /** @description one of these is a part of it */
                            items?: string[];
                            /** @description extensions; empty: every active manager */
                            managers: string[];
                            maxAmount?: string;
                            minAmount?: string;
                            /** @description one of these is a part of it */
                            places?: string[];
                            /** @description one of these is a part of it */
                            sources?: string[];
                        }[];
                    };
                    /** @description what a call is to settle; kept with its outcome */
                    checklist?: string[];
                    /** @description by profile and column: the field that it is read as, `field:` and the id of a field of the site, or ignore */
                    columns?: {
                        [key: string]: {
                            [key: string]: string;
                        };
                    };
                    /** @description fields of orders that people fill in */
                    fields?: {
                        /** @description of a choice */
                        choices: string[];
                        /** @description values are kept by it */
                        id: string;
                        /**
                         * @description what is filled in
                         * @enum {string}
                         */
                        kind: "text" | "number" | "date" | "choice" | "yes-no";
                        /** @description managers see and fill it in at their own orders; else supervisors and administrators alone */
                        managers: boolean;
                        name: string;
                    }[];
                    page?: {
                        /** @description the address of a delivery is shown to managers */
                        managersSeeAddress: boolean;
                        /** @description whose products can be opened, and whose pictures Star7 fetches and shows; small letters */
                        shopHosts: string[];
                    };
                    /** @description by profile: what an import puts before order numbers, where two shops have the same ones */
                    prefixes?: {
                        [key: string]: string;
                    };
                    /** @description the shop's words for a status */
                    statuses?: {
                        [key: string]: "open" | "closed" | "cancelled";
                    };
                };
            };
        };
        responses: {
            /** @description The rules as they are now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderRules"];
                };
            };
            /** @description invalid-request: Invalid request. malformed-body: The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description role-forbidden: You may not do this. csrf: Not from a page of Star7. sign-in-unfinished: Sign-in is not finished. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description body-too-large: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unsupported-media-type: Unsupported media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many-failures: Too many failed authentications. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listEditedOutcomes: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of them */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OutcomeList"];
                };
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description role-forbidden: You may not do this. csrf: Not from a page of Star7. sign-in-unfinished: Sign-in is not finished. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many-failures: Too many failed authentications. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    replaceOutcomes: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description What a call may end with, in the order in which managers see it. */
        requestBody: {
            content: {
                "application/json": {
                    items: {
                        /** @description the manager says when to call again */
                        asksTime: boolean;
                        /** @description when the order is due again, where the manager is not asked */
                        delayMinutes: number | null;
                        /** @description the customer must not be called again */
                        doNotCall: boolean;
                        label: {
                            /** @description a label, not blank */
                            en: string;
                            /** @description a label, not blank */
                            ru: string;
                        };
                        /**
                         * @description where the order goes
                         * @enum {string}
                         */
                        movesTo: "to-call" | "later" | "done";
                        /**
                         * @description lowercase Latin letters, digits and dashes; permanent, since orders refer to it
                         * @example call-later
                         */
                        slug: string;
                    }[];
                };
            };
        };
        responses: {
            /** @description The list as it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OutcomeList"];
                };
            };
            /** @description invalid-request: Invalid request. malformed-body: The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description role-forbidden: You may not do this. csrf: Not from a page of Star7. sign-in-unfinished: Sign-in is not finished. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description body-too-large: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unsupported-media-type: Unsupported media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many-failures: Too many failed authentications. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listStrangerSms: {
        parameters: {
            query: {
                /** @description `next` of the previous page */
                after?: string;
                /** @description rows of a page */
                limit: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The SMS */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /**
                             * Format: date-time
                             * @description RFC 3339, with microseconds, in UTC
                             * @example 2026-07-01T09:30:00.000123Z
                             */
                            at: string;
                            /** @description numbers, addresses and hosts that were replaced in it */
                            hidden: number;
                            id: number;
                            /**
                             * @description why it is at no order
                             * @enum {string}
                             */
                            reason: "nobody" | "several" | "other-number" | "no-number";
                            /** @description redacted */
                            text: string;
                        }[];
                        next: string | null;
                    };
                };
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description role-forbidden: You may not do this. csrf: Not from a page of Star7. sign-in-unfinished: Sign-in is not finished. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many-failures: Too many failed authentications. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getStatistics: {
        parameters: {
            query: {
                /**
                 * @description a manager's extension
                 * @example 101
                 */
                extension?: string;
                /**
                 * @description calls requested at this time or later
                 * @example 2026-07-01T09:30:00.000123Z
                 */
                from: string;
                /**
                 * @description IANA time zone of hours and days; default: the site's
                 * @example Europe/Moscow
                 */
                timeZone?: string;
                /**
                 * @description calls requested before this time, 366 days later at most
                 * @example 2026-07-01T09:30:00.000123Z
                 */
                to: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The range in numbers */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description every day of the range, those without calls too */
                        byDay: {
                            answered: number;
                            calls: number;
                            /**
                             * @description by the calendar of the time zone
                             * @example 2026-07-01
                             */
                            day: string;
                            /** @description both sides joined */
                            talkSeconds: number;
                        }[];
                        /** @description all 24 */
                        byHour: {
                            answered: number;
                            calls: number;
                            /** @description of the day, 0 to 23, by the clock of the time zone */
                            hour: number;
                        }[];
                        /** @description by extension */
                        byManager: {
                            answered: number;
                            calls: number;
                            /** @example 101 */
                            extension: string;
                            name: string | null;
                            /** @description both sides joined */
                            talkSeconds: number;
                        }[];
                        /** @description the most frequent first */
                        dispositions: {
                            count: number;
                            /**
                             * @description what calls came to
                             * @enum {string}
                             */
                            disposition: "answered" | "busy" | "no-answer" | "rejected" | "unreachable" | "not-in-service" | "barred" | "trunks-down" | "cancelled" | "manager-busy" | "manager-no-answer" | "manager-unreachable" | "manager-declined" | "courier-not-reached" | "abandoned" | "not-taken" | "call-back-wanted" | "out-of-hours" | "not-identified" | "refused" | "look-up-failed" | "failed" | "interrupted";
                        }[];
                        /** @description from the import of an order to the first call to its customer */
                        firstCall: {
                            /** @description of these, orders whose customer has been called since */
                            called: number;
                            medianSeconds: number | null;
                            /** @description imported in the range */
                            orders: number;
                            p90Seconds: number | null;
                        };
                        /** @description callers from outside; with an extension, those who were last at this manager */
                        inbound: {
                            /** @description every day of the range */
                            byDay: {
                                /** @description the caller hung up before anybody answered */
                                abandoned: number;
                                answered: number;
                                averageWaitSeconds: number | null;
                                /** @description the caller asked to be called back */
                                callBackWanted: number;
                                calls: number;
                                /**
                                 * @description by the calendar of the time zone
                                 * @example 2026-07-01
                                 */
                                day: string;
                                longestWaitSeconds: number | null;
                                /** @description nobody took the call */
                                notTaken: number;
                                /** @description outside opening hours */
                                outOfHours: number;
                                serviceLevel: number | null;
                            }[];
                            byDid: {
                                /** @description the caller hung up before anybody answered */
                                abandoned: number;
                                answered: number;
                                averageWaitSeconds: number | null;
                                /** @description the caller asked to be called back */
                                callBackWanted: number;
                                calls: number;
                                did: string | null;
                                longestWaitSeconds: number | null;
                                /** @description nobody took the call */
                                notTaken: number;
                                /** @description outside opening hours */
                                outOfHours: number;
                                serviceLevel: number | null;
                            }[];
                            total: {
                                /** @description the caller hung up before anybody answered */
                                abandoned: number;
                                answered: number;
                                averageWaitSeconds: number | null;
                                /** @description the caller asked to be called back */
                                callBackWanted: number;
                                calls: number;
                                longestWaitSeconds: number | null;
                                /** @description nobody took the call */
                                notTaken: number;
                                /** @description outside opening hours */
                                outOfHours: number;
                                serviceLevel: number | null;
                            };
                        };
                        /** @description what managers noted after calls; the most frequent first */
                        outcomes: {
                            count: number;
                            /**
                             * @description its slug
                             * @example confirmed
                             */
                            outcome: string;
                        }[];
                        /** @description how calls of either direction sounded, as the PBX measured */
                        quality: {
                            /** @description the managers’ own lines; the worst first */
                            byManager: {
                                /** @example 101 */
                                extension: string;
                                /** @description legs of calls that were measured */
                                legs: number;
                                /** @description mean score by the E-model, 1 to 4.5 */
                                mos: number;
                                name: string | null;
                                /** @description of these, whose mean score is below 3.6, or whose worst five seconds are below 2.58 */
                                poor: number;
                            }[];
                            /** @description the customers’ side; the worst first */
                            byTrunk: {
                                /** @description legs of calls that were measured */
                                legs: number;
                                /** @description mean score by the E-model, 1 to 4.5 */
                                mos: number;
                                /** @description of these, whose mean score is below 3.6, or whose worst five seconds are below 2.58 */
                                poor: number;
                                trunk: string;
                            }[];
                        };
                        /** @description calls that a voicemail answered: counted as calls, but not as answered, and without their talk */
                        voicemails: number;
                    };
                };
            };
            /** @description invalid-request: Invalid request. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description role-forbidden: You may not do this. csrf: Not from a page of Star7. sign-in-unfinished: Sign-in is not finished. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many-failures: Too many failed authentications. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getTerms: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The terms */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description paragraphs, one a line; no markup */
                        text: {
                            en: string;
                            ru: string;
                        };
                        version: number;
                    };
                };
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listIdleDeliveries: {
        parameters: {
            query: {
                /** @description `next` of the previous page */
                after?: string;
                /** @description rows of a page */
                limit: number;
                /** @description `dead`: given up; `held`: for addresses that are switched off */
                state?: "dead" | "held";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of them */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["IdleDelivery"][];
                        next: string | null;
                    };
                };
            };
            /** @description invalid-request: Invalid request. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description role-forbidden: You may not do this. csrf: Not from a page of Star7. sign-in-unfinished: Sign-in is not finished. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many-failures: Too many failed authentications. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    dropDelivery: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description digits
                 * @example 1
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description role-forbidden: You may not do this. csrf: Not from a page of Star7. sign-in-unfinished: Sign-in is not finished. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-found: Not found. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many-failures: Too many failed authentications. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    resendDelivery: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description digits
                 * @example 1
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description role-forbidden: You may not do this. csrf: Not from a page of Star7. sign-in-unfinished: Sign-in is not finished. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-found: Not found. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many-failures: Too many failed authentications. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listWebhooks: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of them */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Webhook"][];
                    };
                };
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description role-forbidden: You may not do this. csrf: Not from a page of Star7. sign-in-unfinished: Sign-in is not finished. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many-failures: Too many failed authentications. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    addWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "url": "https://shop.example/star7",
                 *       "topics": [
                 *         "order.outcome"
                 *       ]
                 *     }
                 */
                "application/json": {
                    /**
                     * @description false: nothing is sent, and nothing new kept for it
                     * @default true
                     */
                    enabled?: boolean;
                    topics: ("order.status" | "order.outcome" | "call.ended" | "customer.not-reached")[];
                    /**
                     * @description https; http to hosts in STAR7_OUTGOING_PRIVATE alone
                     * @example https://shop.example/star7
                     */
                    url: string;
                };
            };
        };
        responses: {
            /** @description The address and its secret */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description signs its deliveries; shown only here
                         * @example whsec_…
                         */
                        secret: string;
                        webhook: components["schemas"]["Webhook"];
                    };
                };
            };
            /** @description invalid-request: Invalid request. malformed-body: The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description role-forbidden: You may not do this. csrf: Not from a page of Star7. sign-in-unfinished: Sign-in is not finished. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description body-too-large: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unsupported-media-type: Unsupported media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many-failures: Too many failed authentications. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description digits
                 * @example 1
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description role-forbidden: You may not do this. csrf: Not from a page of Star7. sign-in-unfinished: Sign-in is not finished. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-found: Not found. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many-failures: Too many failed authentications. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changeWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description digits
                 * @example 1
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "enabled": false
                 *     }
                 */
                "application/json": {
                    /** @description false: nothing is sent, and nothing new kept for it */
                    enabled?: boolean;
                    topics?: ("order.status" | "order.outcome" | "call.ended" | "customer.not-reached")[];
                    /**
                     * @description https; http to hosts in STAR7_OUTGOING_PRIVATE alone
                     * @example https://shop.example/star7
                     */
                    url?: string;
                };
            };
        };
        responses: {
            /** @description As it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Webhook"];
                };
            };
            /** @description invalid-request: Invalid request. malformed-body: The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description role-forbidden: You may not do this. csrf: Not from a page of Star7. sign-in-unfinished: Sign-in is not finished. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-found: Not found. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description body-too-large: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unsupported-media-type: Unsupported media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many-failures: Too many failed authentications. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    resendWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description digits
                 * @example 1
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description How many */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        resent: number;
                    };
                };
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description role-forbidden: You may not do this. csrf: Not from a page of Star7. sign-in-unfinished: Sign-in is not finished. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-found: Not found. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many-failures: Too many failed authentications. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    renewWebhookSecret: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description digits
                 * @example 1
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The new secret */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description signs its deliveries; shown only here
                         * @example whsec_…
                         */
                        secret: string;
                    };
                };
            };
            /** @description unauthenticated: Not authenticated. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description role-forbidden: You may not do this. csrf: Not from a page of Star7. sign-in-unfinished: Sign-in is not finished. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-found: Not found. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many-failures: Too many failed authentications. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: Internal error. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable: Not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    health: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Alive */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        parts: {
                            [key: string]: "up" | "down";
                        };
                        /**
                         * @description it answers, so it lives
                         * @enum {string}
                         */
                        status: "up";
                    };
                };
            };
        };
    };
    readiness: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Calls can be taken */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        parts: {
                            [key: string]: "up" | "down";
                        };
                        /**
                         * @description whether calls can be taken
                         * @enum {string}
                         */
                        status: "ready" | "not-ready" | "stopping";
                    };
                };
            };
            /** @description Calls cannot be taken */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        parts: {
                            [key: string]: "up" | "down";
                        };
                        /**
                         * @description whether calls can be taken
                         * @enum {string}
                         */
                        status: "ready" | "not-ready" | "stopping";
                    };
                };
            };
        };
    };
}
