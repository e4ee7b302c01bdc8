// Made from the OpenAPI document by scripts/web-types; test/unit/web holds it to the routes.

export interface paths {
    "/api/orders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
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
        get?: never;
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
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
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
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
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
}
