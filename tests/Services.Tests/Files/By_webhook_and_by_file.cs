using AccountingSync.Accounting;
using AccountingSync.Ingestion.Accept;
using AccountingSync.Ingestion.Files;
using AccountingSync.Ingestion.Sources;
using AccountingSync.Ingestion.Sources.Adyen;
using AccountingSync.Ingestion.Sources.PayPal;
using AccountingSync.Ingestion.Sources.Square;
using AccountingSync.Ingestion.Sources.Stripe;
using AccountingSync.Services.Tests.Sources.Shopify;
using AccountingSync.Transformation.MapTransactions;

namespace AccountingSync.Services.Tests.Files;

/// <summary>The same fact is one transaction, and what the source itself says of it stands in the end, in whichever order both come.</summary>
public sealed class By_webhook_and_by_file
{
    const string Stripe = "balance_transaction_id,created_utc,currency,gross,fee,net,reporting_category,source_id,description,charge_id\n";
    const string Square =
        "Date,Time,Time Zone,Gross Sales,Discounts,Net Sales,Tax,Tip,Total Collected,Card,Fees,Net Total,Transaction ID,Payment ID,Event Type\n";
    const string Adyen =
        "Merchant Account,Psp Reference,Merchant Reference,Payment Method,Creation Date,TimeZone,Type,Modification Reference,Gross Currency,Gross Debit (GC),Gross Credit (GC),Net Currency,Net Debit (NC),Net Credit (NC),Commission (NC),Batch Number\n";
    const string PayPal = "Date,Time,TimeZone,Type,Status,Currency,Gross,Fee,Net,Transaction ID,Reference Txn ID,Balance Impact\n";
    const string Shopify =
        "Name,Financial Status,Currency,Subtotal,Shipping,Taxes,Total,Discount Amount,Created at,Lineitem quantity,Lineitem price,Lineitem sku,Payment Method,Refunded Amount,Id\n";

    static IEnumerable<TestCaseData> Facts()
    {
        TestCaseData Fact(string what, SourceEvent said, string file, FileSettings? settings = null) =>
            new TestCaseData(((SourceEvent.Facts)said).Transactions, Exports.Facts(Exports.Read(file, settings))).SetArgDisplayNames(what);
        byte[] Bytes(string path) => TestFiles.Bytes("Sources/" + path);

        yield return Fact(
            "a charge of Stripe and its fee",
            new StripeSource().Read("stripe", Bytes("Stripe/derived/charge.updated-settled.json")),
            Stripe
                + "txn_1PgaxNB7WZ01zgkWEV3TLf40,2026-01-31 23:30:05,usd,25.50,1.04,24.46,charge,ch_1PgafuB7WZ01zgkWXYmPNZs8,,ch_1PgafuB7WZ01zgkWXYmPNZs8\n"
        );
        yield return Fact(
            "a payout of Stripe",
            new StripeSource().Read("stripe", Bytes("Stripe/documented/payout.paid.json")),
            Stripe + "txn_1,2009-02-13 23:31:30,usd,-11.00,0.00,-11.00,payout,po_1Pgc79B7WZ01zgkWu1KToYf4,STRIPE PAYOUT,\n"
        );
        yield return Fact(
            "a payment of Square and its fee",
            new SquareSource().Read("square", Bytes("Square/derived/payment.updated-refunded.json")),
            Square
                + "2026-01-31,15:30:00,Pacific Time (US & Canada),$18.50,$0.00,$18.50,$1.50,$3.50,$23.50,$23.50,-$0.98,$22.52,T1,bP9mAsEMYPUGjjGNaNO5ZDVyLhSZY,Payment\n",
            new FileSettings { Currency = "USD" }
        );
        yield return Fact(
            "a payment of Square and its fee, as it is listed",
            Listed(Bytes("Square/derived/payment.updated-refunded.json")),
            Square
                + "2026-01-31,15:30:00,Pacific Time (US & Canada),$18.50,$0.00,$18.50,$1.50,$3.50,$23.50,$23.50,-$0.98,$22.52,T1,bP9mAsEMYPUGjjGNaNO5ZDVyLhSZY,Payment\n",
            new FileSettings { Currency = "USD" }
        );
        yield return Fact(
            "a payment of Adyen, captured at once",
            AdyenSource.CapturedAtOnce.Read("adyen", Bytes("Adyen/documented/authorisation.json")),
            Adyen + "YOUR,QFQTPCQ8HXSKGK82,ORDER,ach,2021-01-02 01:00:00,CET,Settled,CAPTURE1,EUR,,10.00,EUR,,9.90,0.10,1\n",
            new FileSettings { System = "adyen" }
        );
        yield return Fact(
            "a payment of Adyen, captured separately",
            AdyenSource.CapturedSeparately.Read("adyen", Bytes("Adyen/documented/capture.json")),
            Adyen + "YOUR,9913140798220028,ORDER,visa,2021-01-02 01:00:00,CET,Settled,QFQTPCQ8HXSKGK82,EUR,,10.00,EUR,,9.90,0.10,1\n",
            new FileSettings { System = "adyen-captures" }
        );
        yield return Fact(
            "a payment of PayPal and its fee",
            PayPalEvents("PAYMENT.CAPTURE.COMPLETED"),
            PayPal + "23/08/2022,18:29:50,GMT,Website Payment,Completed,USD,30.00,-1.54,28.46,12A34567BC123456S,,Credit\n"
        );
        yield return new TestCaseData(
            ((SourceEvent.Facts)PayPalEvents("PAYMENT.CAPTURE.COMPLETED")).Transactions,
            ((SourceEvent.Facts)ListedPayPal()).Transactions
        ).SetArgDisplayNames("a payment of PayPal and its fee, as its search tells it");
        yield return Fact(
            "a refund of PayPal and the fee that came back",
            PayPalEvents("PAYMENT.CAPTURE.REFUNDED"),
            PayPal + "15/08/2018,12:13:29,PDT,Payment Refund,Completed,USD,-0.99,0.02,-0.97,1Y107995YT783435V,0JF852973C016714D,Debit\n"
        );
        yield return Fact(
            "an order of Shopify",
            ShopifyFiles.Read("documented/orders.paid.json"),
            Shopify
                + "#1002,paid,USD,199.00,0.00,0.00,199.00,0.00,2025-04-02 11:30:59 -0500,1,199.00,IPOD2009BLACK,Shopify Payments,0.00,1073459969\n",
            new FileSettings { System = "shopify" }
        );
        yield return new TestCaseData(
            ((SourceEvent.Facts)ShopifyFiles.Read("documented/orders.paid.json")).Transactions,
            ((SourceEvent.Facts)ShopifyFiles.ReadAs("orders/listed", Bytes("Shopify/documented/orders.paid.json"))).Transactions
        ).SetArgDisplayNames("an order of Shopify, as it is listed");
    }

    static SourceEvent ListedPayPal() =>
        PayPalReader.Read(
            "paypal",
            """
            {"transaction_info":{"transaction_id":"12A34567BC123456S","transaction_event_code":"T0006","transaction_initiation_date":"2022-08-23T18:29:50+0000",
             "transaction_status":"S","transaction_amount":{"currency_code":"USD","value":"30.00"},"fee_amount":{"currency_code":"USD","value":"-1.54"}}}
            """u8.ToArray()
        );

    /// <summary>The payment of a webhook, by Square's list.</summary>
    static SourceEvent Listed(ReadOnlyMemory<byte> webhook)
    {
        var payment = VendorJson.Object(VendorJson.Object(VendorJson.Object(webhook, "data")!.Value, "object")!.Value, "payment")!.Value;
        return new SquareSource().Read("square", ListedObject.Of("payments", payment, DateTimeOffset.MinValue, DateTimeOffset.MaxValue)!.Value);
    }

    [TestCaseSource(nameof(Facts))]
    public void webhook_then_file_is_a_duplicate(IReadOnlyList<SourceTransaction> webhook, IReadOnlyList<SourceTransaction> file)
    {
        var books = new Books();
        Assert.That(books.Take(webhook), Is.All.EqualTo(Acceptance.Accepted));
        var shared = file.Where(fact => webhook.Any(told => told.Id == fact.Id)).ToList();
        Assert.That(shared, Is.Not.Empty);
        Assert.That(books.Take(shared), Is.All.EqualTo(Acceptance.Duplicate));
        Assert.That(shared.Select(fact => books.Stands(fact.Id)), Is.All.EqualTo(webhook[0].Revision));
    }

    [TestCaseSource(nameof(Facts))]
    public void file_then_webhook_ends_with_what_the_source_itself_says(
        IReadOnlyList<SourceTransaction> webhook,
        IReadOnlyList<SourceTransaction> file
    )
    {
        var books = new Books();
        Assert.That(books.Take(file), Is.All.EqualTo(Acceptance.Accepted));
        Assert.That(books.Take(webhook), Is.All.EqualTo(Acceptance.Accepted));
        Assert.That(webhook.Select(fact => books.Stands(fact.Id)), Is.EqualTo(webhook.Select(fact => fact.Revision)));
        Assert.That(books.Take(file), Is.All.EqualTo(Acceptance.Duplicate), "the file once more");
    }

    [TestCaseSource(nameof(Facts))]
    public void a_file_that_contradicts_is_news(IReadOnlyList<SourceTransaction> webhook, IReadOnlyList<SourceTransaction> file)
    {
        var books = new Books();
        books.Take(webhook);
        var other = file.Where(fact => fact.Id == webhook[0].Id).Select(fact => fact with { Gross = fact.Gross + 1m, Tenders = [] }).ToList();
        Assert.That(books.Take(other), Is.EqualTo([Acceptance.Conflict]));
        Assert.That(books.Stands(webhook[0].Id), Is.EqualTo(webhook[0].Revision));
    }

    [Test]
    public void two_reports_of_one_fact_are_one()
    {
        var first = Exports.Facts(Exports.Read(Stripe + "txn_1,2026-01-31 23:30:05,usd,25.50,1.04,24.46,charge,ch_1,,\n"));
        var second = Exports.Facts(
            Exports.Read(
                Stripe.Replace("charge_id", "automatic_payout_id", StringComparison.Ordinal)
                    + "txn_1,2026-01-31 23:30:05,usd,25.50,1.04,24.46,charge,ch_1,,po_1\n"
            )
        );
        var books = new Books();
        books.Take(first);
        Assert.That(second[0].Payout, Is.EqualTo("po_1"));
        Assert.That(books.Take(second), Is.All.EqualTo(Acceptance.Duplicate));
    }

    static IEnumerable<TestCaseData> Reports()
    {
        TestCaseData Pair(string what, IReadOnlyList<SourceTransaction> first, IReadOnlyList<SourceTransaction> second) =>
            new TestCaseData(first[0], second[0]).SetArgDisplayNames(what);
        IReadOnlyList<SourceTransaction> Read(string file, FileSettings? settings = null) => Exports.Facts(Exports.Read(file, settings));

        const string Capture = "YOUR,PSP1,ORDER,visa,2026-01-02 01:00:00,CET,Settled,CAPTURE1,EUR,,50.00,EUR,,49.90,0.10,1\n";
        yield return Pair(
            "two captures of one payment of Adyen's in two batches, where the payment is the fact",
            Read(Adyen + Capture),
            Read(Adyen + Capture.Replace("01-02", "01-03", StringComparison.Ordinal).Replace(",1\n", ",2\n", StringComparison.Ordinal))
        );
        const string Withdrawal = PayPal + "01/02/2026,10:11:12,,General Withdrawal,Completed,EUR,-10.00,0.00,-10.00,PP1,,Debit\n";
        var settings = new FileSettings { Dates = DateOrder.DayMonthYear, TimeZone = "Europe/Berlin" };
        yield return Pair(
            "the same file with another order of dates",
            Read(Withdrawal, settings),
            Read(Withdrawal, settings with { Dates = DateOrder.MonthDayYear })
        );
        yield return Pair(
            "the same file with another time zone",
            Read(Withdrawal, settings),
            Read(Withdrawal, settings with { TimeZone = "America/New_York" })
        );
        yield return Pair("another currency", Read(Withdrawal, settings), Read(Withdrawal.Replace("EUR", "USD", StringComparison.Ordinal), settings));
    }

    [TestCaseSource(nameof(Reports))]
    public void two_reports_that_differ_in_time_or_currency_are_news(SourceTransaction first, SourceTransaction second)
    {
        var books = new Books();
        Assert.That(second.Id, Is.EqualTo(first.Id));
        Assert.That(books.Take([first, second, first]), Is.EqualTo([Acceptance.Accepted, Acceptance.Conflict, Acceptance.Duplicate]));
    }

    [Test]
    public void what_cannot_be_compared_any_more_is_a_conflict()
    {
        var fact = Exports.Facts(Exports.Read(Stripe + "txn_1,2026-01-31 23:30:05,usd,25.50,0.00,25.50,charge,ch_1,,\n"))[0];
        var candidate = new Candidate(TransactionKey.Of(fact), [], fact, 0);
        var unreadable = new Dictionary<(string, string), ToldFact?> { [(fact.Source, fact.Id)] = null };
        Assert.That(AcceptanceDecision.Repeated(candidate, unreadable), Is.EqualTo(Acceptance.Conflict));
    }

    [Test]
    public void similar_is_not_the_same()
    {
        var rows = Exports.Facts(
            Exports.Read(
                Stripe
                    + "txn_1,2026-01-31 23:30:05,usd,25.50,0.00,25.50,charge,ch_1,same,\n"
                    + "txn_2,2026-01-31 23:30:05,usd,25.50,0.00,25.50,charge,ch_2,same,\n"
            )
        );
        Assert.That(new Books().Take(rows), Is.EqualTo([Acceptance.Accepted, Acceptance.Accepted]));
    }

    [Test]
    public void a_refund_of_square_that_is_named_otherwise_than_its_webhooks_name_it_is_refused_where_these_come()
    {
        const string Row =
            "2026-01-31,15:30:00,Pacific Time (US & Canada),-$10.00,$0.00,-$10.00,$0.00,$0.00,-$10.00,-$10.00,$0.00,-$10.00,T1,REF1,Refund\n";
        var settings = new FileSettings { Currency = "USD" };
        Assert.That(Exports.Read(Square + Row, settings).Single().Row, Is.InstanceOf<FileRow.Read>());
        Assert.That(((FileRow.Refused)Exports.Read(Square + Row, settings with { System = "square" }).Single().Row).Rule, Is.EqualTo("refund-id"));
        var named = Exports
            .Facts(Exports.Read(Square + Row.Replace("REF1", "PAY1_REF1", StringComparison.Ordinal), settings with { System = "square" }))
            .Single();
        Assert.That((named.Id, named.RelatedTo), Is.EqualTo(("PAY1_REF1", "PAY1")));
    }

    static SourceEvent PayPalEvents(string name) => PayPalReader.Read("paypal", TestFiles.Bytes($"Sources/PayPal/documented/{name}.json"));

    static readonly PayPalSource PayPalReader = new(new PayPalCertificates(TimeProvider.System));

    /// <summary>What is accepted, and which revision's entry stands, by the decisions of Ingestion and Transformation.</summary>
    sealed class Books
    {
        readonly Dictionary<TransactionKey, SourceTransaction> accepted = [];
        readonly Dictionary<string, TransactionState> states = [];

        public IReadOnlyList<Acceptance> Take(IReadOnlyList<SourceTransaction> facts) => [.. facts.Select(Take)];

        public int? Stands(string id) => states[id].MappedRevision;

        Acceptance Take(SourceTransaction fact)
        {
            var candidate = new Candidate(TransactionKey.Of(fact), ContentBytes.Hash(fact), fact, 0);
            var told = accepted
                .Values.Where(one => one.Source == fact.Source && one.Id == fact.Id)
                .GroupBy(one => (one.Source, one.Id))
                .ToDictionary(same => same.Key, same => (ToldFact?)ToldFact.Of(same.MaxBy(one => one.Revision)!));
            if (AcceptanceDecision.Repeated(candidate, told) is { } repeated)
                return repeated;
            var inserted = new HashSet<TransactionKey>();
            if (accepted.TryAdd(candidate.Key, fact))
                inserted.Add(candidate.Key);
            var stored = accepted.ToDictionary(pair => pair.Key, pair => ContentBytes.Hash(pair.Value));
            var decision = AcceptanceDecision.Decide([candidate], inserted, stored).Single();
            if (decision == Acceptance.Accepted && RevisionDecision.For(fact.Revision, states.GetValueOrDefault(fact.Id)) is RevisionDecision.Decide)
                states[fact.Id] = new TransactionState(fact.Revision, Held: false, fact.Revision);
            return decision;
        }
    }
}
