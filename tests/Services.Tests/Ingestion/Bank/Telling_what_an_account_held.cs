using AccountingSync.Ingestion.Files.Bank;
using AccountingSync.Ingestion.Sources;

namespace AccountingSync.Services.Tests.Ingestion.Bank;

public sealed class Telling_what_an_account_held
{
    static readonly DateOnly January31 = new(2026, 1, 31);

    static IReadOnlyList<AccountPeriod> Of(string text) => BankAccounts.Of("bank", Banks.Statements(Banks.Read(BankFormat.Mt940, text)));

    [Test]
    public void each_statement_is_a_period_with_its_balances_and_its_entries()
    {
        var text = Mt940Text.Of("7/1", 100m, 147.50m, ":61:2601310131C50,00NTRFNONREF//B1\n:86:In", ":61:2601310131D2,50NTRFNONREF//B2\n:86:Out");
        var period = Of(text).Single();
        Assert.That(
            (period.Account, period.Currency, period.From, period.Until, period.Opening, period.Closing),
            Is.EqualTo(("50880050/0194787400888", "EUR", January31, January31, (decimal?)100m, (decimal?)147.50m))
        );
        Assert.That(period.Movements.Select(moved => moved.Amount), Is.EqualTo([50m, -2.50m]));
        Assert.That(
            period.Movements.Select(moved => moved.TransactionId),
            Is.EqualTo(Banks.Transactions(Banks.Read(BankFormat.Mt940, text)).Select(transaction => transaction.Id)),
            "under the ids that the entries have as transactions"
        );
    }

    [Test]
    public void what_moved_nothing_is_no_movement()
    {
        var period = Of(Mt940Text.Of(100m, 150m, ":61:2601310131C0,00NMSCNONREF//B1\n:86:News", ":61:2601310131C50,00NTRFNONREF//B2\n:86:In"))
            .Single();
        Assert.That(period.Movements.Select(moved => moved.Amount), Is.EqualTo([50m]));
    }

    [Test]
    public void a_statement_without_entries_is_of_the_day_on_which_it_closes()
    {
        var period = Of(Mt940Text.Of(100m, 100m)).Single();
        Assert.That((period.From, period.Until, period.Movements.Count), Is.EqualTo((January31, January31, 0)));
    }

    [Test]
    public void statements_of_one_day_without_numbers_are_told_apart_by_what_is_in_them()
    {
        static string Reference(string text) =>
            BankAccounts.Of("bank", [Banks.Statements(Banks.Read(BankFormat.Mt940, text)).Single() with { Number = null }]).Single().Reference;
        const string morning = ":61:2601310131C5,00NTRFNONREF//B1\n:86:In";
        const string evening = ":61:2601310131C4,00NTRFNONREF//B2\n:86:In";
        string[] references =
        [
            Reference(Mt940Text.Of(0m, 5m, morning)),
            Reference(Mt940Text.Of(5m, 9m, evening)),
            Reference(Mt940Text.Of(0m, 9m, morning, evening)),
        ];
        Assert.That(references, Is.Unique.And.All.Length.EqualTo(8));
        Assert.That(Reference(Mt940Text.Of(0m, 5m, morning)), Is.EqualTo(references[0]), "the same in every copy");
    }

    [Test]
    public void statements_of_one_day_are_told_apart_by_their_numbers()
    {
        var periods = Of(Mt940Text.Of("7/1", 0m, 5m, ":61:2601310131C5,00NTRFNONREF//B1\n:86:In") + Mt940Text.Of("8/1", 5m, 5m));
        Assert.That(periods.Select(period => period.Reference), Is.Unique);
    }
}
