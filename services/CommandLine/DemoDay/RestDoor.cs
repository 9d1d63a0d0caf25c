using System.Text;
using System.Text.Json.Nodes;
using AccountingSync.CommandLine.Reach;
using AccountingSync.CommandLine.Show;

namespace AccountingSync.CommandLine.DemoDay;

/// <summary>The tills that post to <c>/v1/transactions</c>: arrays, single ones, the same again, and things that must be refused.</summary>
sealed class RestDoor(Endpoint ingestion, Endpoint stranger, SentLog log)
{
    const string Door = "rest";
    const int ArraySize = 25;
    const int Singles = 15;

    /// <param name="traceParent">The first sale is sent as part of this trace.</param>
    public async Task Send(IReadOnlyList<DemoTransaction> day, string traceParent, CancellationToken stop)
    {
        await Post(day[0].Bytes(), [day[0]], traceParent, stop);
        foreach (var single in day.Skip(1).Take(Singles - 1))
            await Post(single.Bytes(), [single], traceParent: null, stop);
        foreach (var chunk in day.Skip(Singles).Chunk(ArraySize))
            await Post(DemoTransaction.Array(chunk), chunk, traceParent: null, stop);
        await SendAgain([.. day.Where((_, i) => i % 10 == 3)], stop);
        await SendBad(day[1], stop);
    }

    public Task SendOne(DemoTransaction transaction, CancellationToken stop) => Post(transaction.Bytes(), [transaction], traceParent: null, stop);

    async Task Post(byte[] body, IReadOnlyList<DemoTransaction> transactions, string? traceParent, CancellationToken stop)
    {
        var results = (await ingestion.PostJson("v1/transactions", body, stop, traceParent)).Must().List("results");
        if (results.FirstOrDefault(result => result.Text("status") != "accepted") is { ValueKind: System.Text.Json.JsonValueKind.Object } other)
            throw new CommandFailedException($"Ingestion did not accept {other.Text("id")}: {other.Text("status")} {other.Text("error")}");
        log.Sent(Door, transactions.Select(SentTransaction.Of));
    }

    async Task SendAgain(List<DemoTransaction> again, CancellationToken stop)
    {
        var results = (await ingestion.PostJson("v1/transactions", DemoTransaction.Array(again), stop)).Must().List("results");
        log.Repeated(again.Count);
        log.Answered("the same again", "duplicate", string.Join(' ', results.Select(result => result.Text("status")).Distinct()));
    }

    async Task SendBad(DemoTransaction good, CancellationToken stop)
    {
        await Invalid("parts that do not add up", good, body => body["gross"] = "1.00", stop);
        await Invalid("an unknown currency", good, body => body["currency"] = "XXZ", stop);
        await Invalid("too many decimals", good, body => body["tip"] = "0.001", stop);
        await Invalid("an unknown member", good, body => body["colour"] = "blue", stop);
        await Status("no JSON", Encoding.UTF8.GetBytes("{ \"source\": "), 400, stop);
        log.Refused(1);

        var conflict = Changed(good, body => body["location"] = "another-street");
        await Status("a known id with other content", conflict.Bytes(), 409, stop);
        log.Conflicted();

        var answer = await stranger.PostJson("v1/transactions", good.Bytes(), stop);
        log.Answered("a wrong key", "401", Number(answer.Status));

        var mixed = (await ingestion.PostJson("v1/transactions", DemoTransaction.Array([good, Broken(good)]), stop)).Must().List("results");
        log.Answered("a bad one beside a good one", "duplicate rejected", string.Join(' ', mixed.Select(result => result.Text("status"))));
        log.Repeated(1);
        log.Refused(1);
    }

    async Task Invalid(string what, DemoTransaction good, Action<JsonObject> spoil, CancellationToken stop)
    {
        var spoilt = Changed(good, spoil);
        spoilt.Body["id"] = "never-" + good.Id;
        await Status(what, spoilt.Bytes(), 400, stop);
        log.Refused(1);
    }

    async Task Status(string what, byte[] body, int wanted, CancellationToken stop) =>
        log.Answered(what, Number(wanted), Number((await ingestion.PostJson("v1/transactions", body, stop)).Status));

    static DemoTransaction Broken(DemoTransaction good) =>
        Changed(
            good,
            body =>
            {
                body["id"] = "never-" + good.Id;
                body["gross"] = "1.00";
            }
        );

    static DemoTransaction Changed(DemoTransaction good, Action<JsonObject> change)
    {
        var body = good.Body.DeepClone().AsObject();
        change(body);
        return good with { Body = body };
    }

    static string Number(int value) => value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
