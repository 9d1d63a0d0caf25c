using System.Net.Http.Headers;
using AccountingSync.Accounting;
using AccountingSync.Ingestion.CanonicalForm;
using AccountingSync.Integration.Tests.Faults;
using AccountingSync.LocalServers;
using RabbitMQ.Client;

namespace AccountingSync.Integration.Tests.Tracing;

/// <summary>An OTLP receiver sees what an SRE would see in Jaeger: one payment, from the request or the queue through every service
/// to the platform, as one trace without loose ends.</summary>
[Category("Tracing")]
public sealed class One_payment_is_one_trace
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    static readonly string[] AllServices = ["ingestion", "transformation", "ledger-writer", "platform-sync", "reconciliation"];

    /// <summary>The caller's own span, which is not sent here.</summary>
    const string Caller = "00f067aa0ba902b7";

    TraceReceiver receiver = null!;
    CampaignSystem campaign = null!;
    PlannedDay day = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        receiver = await TraceReceiver.StartAsync();
        day = new PlannedDay(3, new Dice(3));
        campaign = await CampaignSystem.Start("traces", day.Accounts, null, CancellationToken.None, receiver.Endpoint);
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        await campaign.DisposeAsync();
        await receiver.DisposeAsync();
    }

    [Test]
    public async Task from_the_request_to_the_platform()
    {
        var traceId = NewTraceId();
        await Post(day.Transactions[0], traceId);
        await CheckTrace(traceId, "POST /v1/transactions");
    }

    [Test]
    public async Task from_the_queue_to_the_platform()
    {
        var traceId = NewTraceId();
        var address = await campaign.System.GatewayAddress(PlannedDay.Organisation, CancellationToken.None);
        var factory = new ConnectionFactory
        {
            Uri = address,
            Ssl = new SslOption
            {
                Enabled = true,
                ServerName = address.Host,
                CertificateValidationCallback = AccountingSync.Messaging.Broker.CertificateCheck(campaign.System.BrokerAuthorityFile),
            },
        };
        await using var connection = await factory.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        var properties = new BasicProperties
        {
            ContentType = "application/json",
            Headers = new Dictionary<string, object?> { ["traceparent"] = $"00-{traceId}-{Caller}-01" },
        };
        await channel.BasicPublishAsync(
            "accountingsync.inbound",
            $"{PlannedDay.Organisation}.till",
            mandatory: true,
            properties,
            TransactionWriter.Write(day.Transactions[1])
        );
        await CheckTrace(traceId, "receive from queue");
    }

    [Test]
    public async Task and_metrics_of_all_that_is_watched_arrive_beside_it()
    {
        string[] wanted =
        [
            "accountingsync.transactions.received",
            "accountingsync.transactions.mapped",
            "accountingsync.transactions.held",
            "accountingsync.transactions.waiting",
            "accountingsync.entries.posted",
            "accountingsync.entries.pushed",
            "accountingsync.pushes",
            "accountingsync.accepted_to_posted",
            "accountingsync.accepted_to_pushed",
            "accountingsync.outbox.waiting",
            "accountingsync.outbox.unacknowledged",
            "accountingsync.discrepancies.open",
            "accountingsync.reconciliation.duration",
        ];
        await Post(day.Transactions[2], NewTraceId());
        await Post(Unmapped("no-rule-1"), NewTraceId());
        await Eventually(() =>
            wanted.Where(name => !receiver.Store.Metrics.ContainsKey(name)).ToList() is { Count: > 0 } missing
                ? "missing metrics: " + string.Join(", ", missing)
                : null
        );
    }

    [Test]
    public async Task and_a_log_line_names_the_transaction_that_is_held_in_its_own_trace()
    {
        var traceId = NewTraceId();
        await Post(Unmapped("no-rule-2"), traceId);
        await Eventually(() => LogsOf("no-rule-2").Any() ? null : "no line names no-rule-2");

        var line = LogsOf("no-rule-2").First();
        Assert.That((line.Service, line.TraceId), Is.EqualTo(("transformation", traceId)));
        Assert.That(
            (line.Attributes["Outcome"], line.Attributes["Organisation"], line.Attributes["Source"], line.Attributes["Why"]),
            Is.EqualTo(("held", PlannedDay.Organisation, "till", "no-rule"))
        );
        Assert.That(line.Body, Does.StartWith("held (campaign): Source till TransactionId no-rule-2 Revision 1"));
    }

    IEnumerable<LogRecord> LogsOf(string transaction) =>
        receiver.Store.Logs().Where(line => line.Attributes.GetValueOrDefault("TransactionId") == transaction);

    /// <summary>The shipped rules know no adjustments.</summary>
    static SourceTransaction Unmapped(string id) =>
        new()
        {
            Source = "till",
            Id = id,
            Kind = TransactionKind.Adjustment,
            OccurredAt = new DateTimeOffset(2026, 1, 15, 9, 0, 0, TimeSpan.FromHours(-5)),
            Currency = "USD",
            Gross = 1m,
        };

    async Task Post(SourceTransaction transaction, string traceId)
    {
        using var http = new HttpClient { DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", campaign.ApiKey) } };
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(campaign.System.AddressOf("ingestion"), "v1/transactions"))
        {
            Content = new ByteArrayContent(TransactionWriter.Write(transaction))
            {
                Headers = { ContentType = new MediaTypeHeaderValue("application/json") },
            },
        };
        request.Headers.Add("traceparent", $"00-{traceId}-{Caller}-01");
        using var answer = await http.SendAsync(request);
        Assert.That((int)answer.StatusCode, Is.EqualTo(202));
    }

    async Task CheckTrace(string traceId, string entrance)
    {
        // Each service sends its spans when it has some: a parent may arrive after its children.
        await Eventually(() => Missing(receiver.Spans(traceId), entrance) ?? Loose(receiver.Spans(traceId)));
        TestContext.Out.WriteLine(TraceTree.Render(receiver.Spans(traceId)));
    }

    /// <summary>Every span hangs under another.</summary>
    static string? Loose(IReadOnlyList<SpanRecord> spans)
    {
        var known = spans.Select(span => span.SpanId).Append(Caller).ToHashSet();
        var loose = spans
            .Where(span => span.ParentId is null || !known.Contains(span.ParentId))
            .Select(span => $"{span.Service} {span.Name}")
            .ToList();
        return loose.Count == 0 ? null : $"hang under no other: {string.Join(", ", loose)}";
    }

    static string? Missing(IReadOnlyList<SpanRecord> spans, string entrance)
    {
        var missing = AllServices.Where(service => !spans.Any(span => span.Service == service)).ToList();
        string[] names =
        [
            entrance,
            "accept",
            "postgresql",
            "outbox publish SourceTransactionsReceived",
            "transformation process",
            "map transaction",
            "ledger-writer process",
            "post entry",
            "enqueue push",
            "push to quickbooks",
            "push to plain-text",
            "POST",
        ];
        missing.AddRange(names.Where(name => !spans.Any(span => span.Name == name)));
        return missing.Count == 0
            ? null
            : $"missing in the trace: {string.Join(", ", missing)}; there are: {string.Join(", ", spans.Select(span => span.Name).Distinct())}";
    }

    static async Task Eventually(Func<string?> problem)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (problem() is { } text)
        {
            if (TimeProvider.System.GetElapsedTime(started) > Patience)
                Assert.Fail(text);
            await Task.Delay(100);
        }
    }

    static string NewTraceId() => Guid.NewGuid().ToString("N");
}
