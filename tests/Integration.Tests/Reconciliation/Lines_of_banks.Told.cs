using AccountingSync.Contracts;

namespace AccountingSync.Integration.Tests.Reconciliation;

/// <summary>What is told in these tests.</summary>
public sealed partial class Lines_of_banks
{
    SourceTransactionsReceived Payout(string id, decimal gross, int revision = 1, int at = 0, int day = 0, string? status = null)
    {
        var attributes = new Dictionary<string, string> { ["arrival_date"] = $"{PaidOn.AddDays(day):yyyy-MM-dd}" };
        if (status is not null)
            attributes.Add("status", status);
        return Told("stripe", id, gross, "payout", revision, at, PaidOn.AddDays(day), attributes);
    }

    SourceTransactionsReceived Sale(string id, decimal gross, int revision, string method, int at = 0)
    {
        var told = Told("front-shop", id, gross, "sale", revision, at, PaidOn, new Dictionary<string, string>());
        var item = told.Items[0];
        return told with { Items = [item with { Transaction = item.Transaction with { Tenders = [new TenderData(method, gross, null)] } }] };
    }

    SourceTransactionsReceived Line(string id, decimal amount, int day, string text, int at = 0) =>
        Told(
            "main-bank",
            id,
            Math.Abs(amount),
            "transfer",
            1,
            at,
            PaidOn.AddDays(day),
            new Dictionary<string, string>
            {
                ["direction"] = amount > 0m ? "in" : "out",
                ["account"] = Account,
                ["remittance"] = text,
            }
        );

    SourceTransactionsReceived Told(
        string source,
        string id,
        decimal gross,
        string kind,
        int revision,
        int at,
        DateOnly day,
        IReadOnlyDictionary<string, string> attributes
    )
    {
        var said = Say.Received(name, id, revision, SettableClock.Start.AddSeconds(at));
        return said with
        {
            Items =
            [
                said.Items[0] with
                {
                    Transaction = said.Items[0].Transaction with
                    {
                        Source = source,
                        Kind = kind,
                        Gross = gross,
                        OccurredAt = new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero),
                        Attributes = attributes,
                    },
                },
            ],
        };
    }

    BalancesTold Statement(DateOnly from, DateOnly until, int at = 0, string reference = "")
    {
        var told = Balance(new Days(from, until, reference), 0m, 0m, 0, at, "file");
        return told with { Items = [told.Items[0] with { Source = "main-bank", Account = Account }] };
    }
}
