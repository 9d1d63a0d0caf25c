using AccountingSync.Accounting;
using AccountingSync.Ingestion.Files.Csv;

namespace AccountingSync.Ingestion.Files.Square;

/// <summary>A row of Square's export of transactions.</summary>
sealed class SquareRow(CsvRow row)
{
    /// <summary>Signs that one currency alone has. A dollar may be that of four countries in which Square works.</summary>
    static readonly (string Sign, string Currency)[] Signs =
    [
        ("£", "GBP"),
        ("€", "EUR"),
        ("¥", "JPY"),
        ("US$", "USD"),
        ("CA$", "CAD"),
        ("A$", "AUD"),
    ];

    public string Id =>
        row.RequiredText("Payment ID") is var id && id.All(character => char.IsAsciiLetterOrDigit(character) || character is '_' or '-')
            ? id
            : throw new RowProblemException("Payment ID", "id", "The cell is no id of one payment.");

    public string RefundId =>
        PaymentOf(Id) is not null || row.Settings.System is null
            ? Id
            : throw new RowProblemException(
                "Payment ID",
                "refund-id",
                $"The refund '{Id}' is not named as Square's webhooks name it, and those come by the connection '{row.Settings.Source}': booked by this file it would be there twice. The webhook tells it; refunds from before the connection go into a file that is sent as another source."
            );

    /// <returns>Null when a refund's id does not begin with that of its payment.</returns>
    public static string? PaymentOf(string refund) => refund.IndexOf('_', StringComparison.Ordinal) is > 0 and var end ? refund[..end] : null;

    /// <summary>0 when there is no such column, or its cell is blank.</summary>
    public decimal Amount(string column)
    {
        if (row.Text(column) is not { } text)
            return 0m;
        var plain = Signs
            .Aggregate(text, (rest, sign) => rest.Replace(sign.Sign, "", StringComparison.Ordinal))
            .Replace("$", "", StringComparison.Ordinal);
        return DecimalText.TryParse(plain, row.Settings.Decimal ?? DecimalSign.Point, out var amount)
            ? amount
            : throw new RowProblemException(column, "amount", $"'{CsvRow.Shown(text)}' is no amount as the file has them elsewhere. Mend the cell.");
    }

    public SourceTransaction Fact(TransactionKind kind, string id, decimal gross, params IReadOnlyList<(string Name, string? Value)> attributes) =>
        SecondHand.Fact(row, kind, id, At(), Currency(), gross, attributes) with
        {
            Location = row.Text("Location"),
        };

    public (string Name, string? Value)[] Attributes() =>
        [
            ("order", row.Text("Transaction ID")),
            ("brand", Word("Card Brand")),
            ("last4", row.Text("PAN Suffix")),
            ("deposit", row.Text("Deposit ID")),
        ];

    public IReadOnlyList<TransactionTender> Tenders(int sign, string reference) =>
        [
            .. new[] { ("Card", "card"), ("Cash", "cash"), ("Square Gift Card", "gift_card"), ("Cash App", "wallet"), ("Other Tender", Other()) }
                .Select(tender => new TransactionTender(tender.Item2, sign * Amount(tender.Item1), reference))
                .Where(tender => tender.Amount != 0m),
        ];

    /// <summary>Gift cards that were sold are told apart from the rest, which has no items.</summary>
    public IReadOnlyList<TransactionItem> Items(int sign)
    {
        var cards = sign * Amount("Gift Card Sales");
        var rest = sign * (Amount("Gross Sales") + Amount("Service Charges"));
        if (cards == 0m)
            return [];
        var card = new TransactionItem("gift-card", "gift_card", null, 1m, cards);
        return rest == 0m ? [card] : [card, new TransactionItem("sales", "product", null, 1m, rest)];
    }

    /// <summary>Square shows what it keeps with a minus.</summary>
    public IEnumerable<SourceTransaction> Fee(string owner)
    {
        if (Amount("Fees") is var fee and not 0m)
            yield return Fact(TransactionKind.Fee, owner + ":fee:initial", -fee, ("fee_type", "processing_fee")) with
            {
                RelatedTo = owner,
            };
    }

    public void CheckSums(IEnumerable<string> tendered)
    {
        var sales = Amount("Gross Sales") + Amount("Discounts") + Amount("Service Charges");
        SecondHand.MustBe(Amount("Net Sales"), sales, "Net Sales", "net-sales", "gross sales with discounts and service charges");
        var total = sales + Amount("Gift Card Sales") + Amount("Tax") + Amount("Tip") + Amount("Partial Refunds");
        SecondHand.MustBe(Amount("Total Collected"), total, "Total Collected", "total", "net sales with gift cards, tax, tip and partial refunds");
        SecondHand.MustBe(tendered.Sum(Amount), total, "Total Collected", "tenders", "the total");
        SecondHand.MustBe(Amount("Net Total"), total + Amount("Fees"), "Net Total", "net-total", "the total less fees");
    }

    string Other() => "external_" + (Word("Other Tender Type")?.Replace(' ', '_') ?? "other");

    string? Word(string column) => row.Text(column)?.ToLowerInvariant();

    DateTimeOffset At() =>
        row.Local("Date") is { } day
            ? ZoneText.At(day.Date + TimeOfDay(), "Time Zone", row.Text("Time Zone"), row.Settings.TimeZone)
            : throw CsvRow.Missing("Date");

    TimeSpan TimeOfDay() =>
        row.RequiredText("Time") is var time && DateText.TryParse("2000-01-01 " + time, order: null, out var read)
            ? read.TimeOfDay
            : throw new RowProblemException("Time", "time", "The cell is no time of day, as in 21:50:48.");

    string Currency()
    {
        if (row.Settings.Currency is { } said)
            return said;
        var total = row.RequiredText("Total Collected");
        foreach (var (sign, currency) in Signs)
            if (total.Contains(sign, StringComparison.Ordinal))
                return currency;
        throw new RowProblemException(
            "Total Collected",
            "currency",
            "The file names no currency, and its sign may be that of several. Say it, as in 'currency=USD'."
        );
    }
}
