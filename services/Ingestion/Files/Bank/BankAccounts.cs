using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using AccountingSync.Ingestion.Sources;

namespace AccountingSync.Ingestion.Files.Bank;

/// <summary>A bank's statements as what its accounts held, and what moved them. Pure.</summary>
static class BankAccounts
{
    const int MarkBytes = 4;

    /// <param name="source">The name of the source for which the file came.</param>
    /// <param name="statements">Those of one file, in its order: equal entries are counted over all of them.</param>
    public static IReadOnlyList<AccountPeriod> Of(string source, IReadOnlyList<BankStatement> statements)
    {
        var meanings = new Queue<EntryMeaning>(BankTransactions.Of(source, statements));
        return
        [
            .. statements
                .Select(statement =>
                    (
                        statement,
                        Movements: statement
                            .Entries.Select(_ => meanings.Dequeue())
                            .OfType<EntryMeaning.Moved>()
                            .Zip(Moving(statement), Movement)
                            .ToList()
                    )
                )
                .Where(pair => SaysADay(pair.statement, pair.Movements))
                .Select(pair => Period(pair.statement, pair.Movements)),
        ];
    }

    /// <summary>A statement without days, balances and entries says nothing.</summary>
    static bool SaysADay(BankStatement statement, List<AccountMovement> movements) =>
        movements.Count > 0 || statement.From is not null || statement.Opening is not null || statement.Closing is not null;

    static IEnumerable<BankEntry> Moving(BankStatement statement) => statement.Entries.Where(entry => entry.Amount != 0m);

    static AccountMovement Movement(EntryMeaning.Moved moved, BankEntry entry) =>
        new(entry.BookingDate, moved.Transaction.Id, moved.Transaction.Id, entry.Amount);

    static AccountPeriod Period(BankStatement statement, IReadOnlyList<AccountMovement> movements)
    {
        var days = movements.Select(movement => movement.Day).ToList();
        var first = statement.From ?? (days.Count > 0 ? days.Min() : (statement.Closing ?? statement.Opening)!.Date);
        var last = statement.To ?? statement.Closing?.Date ?? (days.Count > 0 ? days.Max() : first);
        // A bank may list what it booked a little before or after the days that it names.
        return new AccountPeriod(
            BankTexts.Short(statement.Account.ToString()),
            statement.Currency,
            days.Append(first).Min(),
            days.Append(first).Append(last).Max(),
            statement.Name ?? Mark(statement, movements),
            statement.Opening?.Amount,
            statement.Closing?.Amount,
            movements
        );
    }

    /// <summary>What tells two statements of the same days apart where the bank does not number them; the same in every copy.</summary>
    static string Mark(BankStatement statement, IReadOnlyList<AccountMovement> movements)
    {
        string?[] balances = [Amount(statement.Opening), Amount(statement.Closing)];
        var content = string.Join('\n', balances.Concat(movements.Select(movement => movement.Id)));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)).AsSpan(0, MarkBytes));
    }

    static string? Amount(BankBalance? balance) => balance?.Amount.ToString("0.########", CultureInfo.InvariantCulture);
}
