using System.Text;
using System.Text.Json;
using AccountingSync.Accounting;
using AccountingSync.Contracts;
using AccountingSync.Ingestion.CanonicalForm;

namespace AccountingSync.Services.Tests.CanonicalForm;

public sealed class Writing_and_reading_again
{
    const int Rounds = 3_000;

    [Test]
    public void gives_the_same_transaction()
    {
        var choices = new SeededChoices("round trip");
        for (var round = 0; round < Rounds; round++)
        {
            var transaction = AnyTransaction(choices);
            Assert.That(TransactionRules.Check(transaction), Is.Empty, "the generator must make acceptable ones");
            var bytes = TransactionWriter.Write(transaction, indented: choices.Sometimes);
            var read = ((DocumentResult.Elements)TransactionReader.Read(bytes)).Results.Single();
            Assert.That(read, Is.InstanceOf<ReadResult.Read>(), () => Encoding.UTF8.GetString(bytes) + read);
            var again = ((ReadResult.Read)read).Transaction;
            Assert.That(ContentBytes.Of(again), Is.EqualTo(ContentBytes.Of(transaction)), () => Encoding.UTF8.GetString(bytes));
            Assert.That(TransactionWriter.Write(again), Is.EqualTo(TransactionWriter.Write(transaction)));
        }
    }

    [Test]
    public void keeps_many_in_one_array()
    {
        var choices = new SeededChoices("array");
        var transactions = Enumerable.Range(0, 50).Select(_ => AnyTransaction(choices)).ToList();
        var results = ((DocumentResult.Elements)TransactionReader.Read(TransactionWriter.Write(transactions))).Results;
        Assert.That(
            results.Cast<ReadResult.Read>().Select(read => Convert.ToHexString(ContentBytes.Hash(read.Transaction))),
            Is.EqualTo(transactions.Select(transaction => Convert.ToHexString(ContentBytes.Hash(transaction))))
        );
    }

    [Test]
    public void writes_amounts_in_the_scale_of_the_currency()
    {
        Assert.That(Gross("USD", 5m), Is.EqualTo("5.00"));
        Assert.That(Gross("JPY", 5.00m), Is.EqualTo("5"));
        Assert.That(Gross("KWD", 5.1m), Is.EqualTo("5.100"));
        Assert.That(Gross("CLF", 5.1m), Is.EqualTo("5.1000"));
    }

    [Test]
    public void never_rounds() => Assert.That(() => Gross("USD", 5.001m), Throws.ArgumentException);

    [Test]
    public void leaves_out_what_has_its_default() =>
        Assert.That(
            Encoding.UTF8.GetString(TransactionWriter.Write(Canonical.Accepted(Canonical.Smallest))),
            Is.EqualTo(
                """{"source":"pos","id":"1","revision":1,"kind":"sale","occurred_at":"2026-01-31T23:30:00+00:00","currency":"USD","gross":"1.00"}"""
            )
        );

    [Test]
    public void becomes_a_message_with_the_same_facts()
    {
        var data = Canonical.Accepted(Canonical.Example).ToContract();
        Assert.Multiple(() =>
        {
            Assert.That((data.Source, data.Id, data.Revision, data.Kind), Is.EqualTo(("front-shop", "sale-1001", 1, "sale")));
            Assert.That((data.Currency, data.Gross, data.Tip, data.Location), Is.EqualTo(("USD", 118m, 10m, "main-street")));
            Assert.That(data.Items!.Single().Net, Is.EqualTo(100m));
            Assert.That(data.Taxes!.Single().Amount, Is.EqualTo(8m));
            Assert.That(data.Tenders!.Single().Reference, Is.EqualTo("pi_123"));
            Assert.That(data.Attributes!["register"], Is.EqualTo("2"));
            Assert.That((data.Settled, data.Booked), Is.EqualTo((new EquivalentData("EUR", 108.90m), (EquivalentData?)null)));
            Assert.That(Canonical.Accepted(Canonical.Smallest).ToContract().Items, Is.Null);
        });
    }

    static string Gross(string currency, decimal gross)
    {
        var transaction = Canonical.Accepted(Canonical.Smallest) with { Currency = currency, Gross = gross };
        using var document = JsonDocument.Parse(TransactionWriter.Write(transaction));
        return document.RootElement.GetProperty("gross").GetString()!;
    }

    static SourceTransaction AnyTransaction(SeededChoices choices)
    {
        var currency = choices.Of([.. Currencies.All.OrderBy(currency => currency.Code, StringComparer.Ordinal)]);
        decimal Amount() => choices.Below(1_000_000) / currency.MinorUnits;
        string? Maybe(string text) => choices.Sometimes ? text : null;
        var items = Enumerable
            .Range(0, choices.Below(4))
            .Select(i => new TransactionItem(AnyText(choices), "product", Maybe(AnyText(choices)), choices.Below(100) / 8m, Amount()))
            .ToList();
        var taxes = Enumerable.Range(0, choices.Below(3)).Select(_ => new TransactionTax("NY", AnyText(choices), Amount())).ToList();
        var (tip, shipping) = (choices.Sometimes ? Amount() : 0m, choices.Sometimes ? Amount() : 0m);
        var parts = items.Sum(item => item.Net) + taxes.Sum(tax => tax.Amount) + tip + shipping;
        var discount = choices.Sometimes ? Math.Min(parts, Amount()) : 0m;
        var gross = parts - discount;
        Equivalent? Exchanged(string code) =>
            choices.Sometimes && gross != 0m && currency.Code != code ? new Equivalent(code, (1 + choices.Below(1_000_000)) / 100m) : null;
        var kind = choices.Of(Enum.GetValues<TransactionKind>());
        return new SourceTransaction
        {
            Source = AnyText(choices),
            Id = AnyText(choices),
            Revision = 1 + choices.Below(int.MaxValue),
            Kind = kind,
            OccurredAt = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.FromMinutes(choices.Below(1681) - 840)).AddTicks(
                choices.Below(int.MaxValue) * 3_000_000L
            ),
            Currency = currency.Code,
            Gross = gross,
            Items = items,
            Taxes = taxes,
            Tip = tip,
            Discount = discount,
            Shipping = shipping,
            Tenders = choices.Sometimes ? [new TransactionTender("card", gross, Maybe(AnyText(choices)))] : [],
            RelatedTo = Maybe(AnyText(choices)),
            Payout = Maybe(AnyText(choices)),
            Contents = kind == TransactionKind.Payout ? AnyContents(choices, currency) : [],
            Customer = Maybe(AnyText(choices)),
            Location = Maybe(""),
            Settled = Exchanged("EUR"),
            Booked = Exchanged("KWD"),
            Attributes = Enumerable.Range(0, choices.Below(5)).ToDictionary(i => $"{AnyText(choices)}{i}", _ => AnyText(choices)),
        };
    }

    static PayoutContent[] AnyContents(SeededChoices choices, Currency currency) =>
        [
            .. Enumerable
                .Range(0, choices.Below(5))
                .Select(i => new PayoutContent(
                    $"{AnyText(choices)}{i}",
                    choices.Sometimes ? choices.Of(Enum.GetValues<TransactionKind>()) : null,
                    (choices.Below(1_000_000) - 500_000) / currency.MinorUnits
                )),
        ];

    static string AnyText(SeededChoices choices)
    {
        string[] pieces = ["a", "Z", "7", " ", "\"", "\\", "/", "~", "<", "é", "ß", "日", "😀", "\u2028", "\uFEFF", "'", "{", "\u00a0"];
        return "x" + string.Concat(Enumerable.Range(0, choices.Below(12)).Select(_ => choices.Of(pieces)));
    }
}
