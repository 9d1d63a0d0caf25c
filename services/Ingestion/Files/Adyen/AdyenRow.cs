using System.Globalization;
using AccountingSync.Accounting;
using AccountingSync.Ingestion.Files.Csv;
using AccountingSync.Ingestion.Sources.Adyen;

namespace AccountingSync.Ingestion.Files.Adyen;

/// <summary>A row of the settlement details report. Credit is money for the merchant, debit money from him.</summary>
sealed class AdyenRow(CsvRow row)
{
    /// <summary>The commission of blended prices, or the three parts of interchange++.</summary>
    public static readonly (string Column, string Name)[] Fees =
    [
        ("Commission (NC)", "commission"),
        ("Markup (NC)", "markup"),
        ("Scheme Fees (NC)", "scheme_fees"),
        ("Interchange (NC)", "interchange"),
    ];

    public string Type => row.RequiredText("Type");
    public bool IsFee => Type is "Fee" or "InvoiceDeduction";
    public decimal Gross => row.AmountOrZero("Gross Credit (GC)") - row.AmountOrZero("Gross Debit (GC)");
    public decimal Net => row.AmountOrZero("Net Credit (NC)") - row.AmountOrZero("Net Debit (NC)");

    string Psp => Reference("Psp Reference") ?? throw CsvRow.Missing("Psp Reference");
    string Modification => Reference("Modification Reference") ?? throw CsvRow.Missing("Modification Reference");
    string Method => row.Text("Payment Method")?.ToLowerInvariant() ?? "other";
    decimal Kept => Fees.Sum(fee => row.AmountOrZero(fee.Column));
    bool SameCurrency => row.Text("Gross Currency") == row.Text("Net Currency");

    /// <summary>As <c>AdyenEvent</c> decides it for the events of the same payment.</summary>
    bool ByPayment =>
        PaymentMethods.AreCapturedAtOnce(Method)
        || (row.Settings.System != AdyenSource.CapturedSeparately.Name && !PaymentMethods.AreInvoices(Method));

    string BatchPayout => $"payout:{Batch}";

    /// <summary>A batch is paid out in each of its currencies.</summary>
    string Batch => $"{row.RequiredText("Merchant Account")}:{row.RequiredText("Batch Number")}:{row.RequiredText("Net Currency")}";

    /// <summary>Where both are of one currency, what was kept is the difference.</summary>
    public void CheckNet()
    {
        if (SameCurrency && Gross != 0m)
            SecondHand.MustBe(Net, Gross - Kept, Net < 0m ? "Net Debit (NC)" : "Net Credit (NC)", "net", "gross less fees");
    }

    public SourceTransaction Payment()
    {
        var id = ByPayment ? Psp : Modification;
        return InBatch(TransactionKind.Payment, id, ("payment_method", Method), ("payment", ByPayment ? null : Psp)) with
        {
            Tenders = [new TransactionTender(PaymentMethods.Tender(Method), Math.Abs(Gross), id)],
        };
    }

    public SourceTransaction Refund() =>
        InBatch(TransactionKind.Refund, Modification, ("payment_method", Method), ("payment", Psp)) with
        {
            RelatedTo = ByPayment ? Psp : null,
        };

    public SourceTransaction Dispute(string ending, string status) =>
        InBatch(
            TransactionKind.Dispute,
            Modification + ending,
            ("status", status),
            ("dispute", Modification),
            ("reason", "unspecified"),
            ("payment", Psp)
        ) with
        {
            RelatedTo = ByPayment ? Psp : null,
        };

    public SourceTransaction Returned() =>
        InBatch(TransactionKind.Adjustment, Modification + ":returned", ("status", "refund_reversed"), ("payment", Psp)) with
        {
            RelatedTo = Modification,
        };

    public SourceTransaction PaidOut() =>
        SecondHand.Fact(
            row,
            TransactionKind.Payout,
            BatchPayout,
            At(),
            row.RequiredText("Net Currency"),
            -(Net + Kept),
            ("batch", row.RequiredText("Batch Number")),
            ("reference", row.Text("Modification Reference"))
        ) with
        {
            Location = row.Text("Merchant Account"),
        };

    /// <summary>What was kept of this one movement.</summary>
    public IEnumerable<SourceTransaction> Fee()
    {
        if (Kept == 0m || IsFee)
            yield break;
        var parts = Fees.Select(fee => (fee.Name, Value: row.Amount(fee.Column))).Where(part => part.Value is not (null or 0m)).ToList();
        var type = parts.Count == 1 ? parts[0].Name : "interchange_plus_plus";
        // Without a payment, the modification's reference is a text such as that of a transfer.
        var owner = (row.Text("Psp Reference") is null ? row.Text("Modification Reference") : Reference("Modification Reference")) ?? Psp;
        yield return Charged(
            $"{owner}:fee:{Type.ToLowerInvariant()}",
            Kept,
            [("fee_type", type), .. parts.Count == 1 ? [] : parts.Select(part => (part.Name, (string?)Plain(part.Value!.Value)))]
        ) with
        {
            RelatedTo = Type == "Settled" ? (ByPayment ? Psp : Modification) : row.Text("Modification Reference"),
        };
    }

    /// <summary>What was charged for no single movement, such as a month's transaction fees.</summary>
    public SourceTransaction FeeAlone() =>
        Charged(OwnId(), -Net, ("fee_type", Type == "Fee" ? "fee" : "invoice_deduction"), ("reference", row.Text("Modification Reference")));

    /// <summary>Deposits, reserves, corrections, balances brought forward …: what moved in the balance, and no more is known of it.</summary>
    public SourceTransaction Other() =>
        SecondHand.Adjustment(
            row,
            OwnId(),
            At(),
            row.RequiredText("Net Currency"),
            Net + Kept,
            ("type", Type),
            ("reference", row.Text("Modification Reference")),
            ("payment", row.Text("Psp Reference"))
        ) with
        {
            Payout = BatchPayout,
            Location = row.Text("Merchant Account"),
        };

    SourceTransaction Charged(string id, decimal amount, params IReadOnlyList<(string Name, string? Value)> attributes) =>
        SecondHand.Fact(row, TransactionKind.Fee, id, At(), row.RequiredText("Net Currency"), amount, attributes) with
        {
            Payout = BatchPayout,
            Location = row.Text("Merchant Account"),
        };

    SourceTransaction InBatch(TransactionKind kind, string id, params IReadOnlyList<(string Name, string? Value)> attributes) =>
        SecondHand.Fact(
            row,
            kind,
            id,
            At(),
            row.RequiredText("Gross Currency"),
            Math.Abs(Gross),
            [
                .. attributes,
                ("order", row.Text("Merchant Reference")),
                ("settled_amount", SameCurrency ? null : Plain(Math.Abs(Net + Kept))),
                ("settled_currency", SameCurrency ? null : row.Text("Net Currency")),
                ("exchange_rate", SameCurrency ? null : row.Text("Exchange Rate")),
            ]
        ) with
        {
            Payout = BatchPayout,
            Location = row.Text("Merchant Account"),
        };

    /// <summary>Such a row has no reference of its own everywhere: its type, batch, text and time are its id.</summary>
    string OwnId()
    {
        var text = Reference("Psp Reference") ?? row.Text("Modification Reference") ?? "none";
        var id = string.Create(CultureInfo.InvariantCulture, $"{Type.ToLowerInvariant()}:{Batch}:{text}:{At().ToUnixTimeSeconds()}");
        return id.Length <= TransactionRules.MaxText
            ? id
            : throw new RowProblemException("Modification Reference", "too-long", "The text is too long to tell the row by. Shorten it.");
    }

    /// <summary>Many have sixteen digits, and then a spreadsheet makes a rounded number of them, which several payments share.</summary>
    string? Reference(string column) =>
        row.Text(column) is not { } text || text.All(char.IsAsciiLetterOrDigit)
            ? row.Text(column)
            : throw new RowProblemException(
                column,
                "id",
                "The cell is no reference of Adyen's, which has letters and digits only. A spreadsheet may have rounded it (8.53562E+15): send the file as it was exported."
            );

    static string Plain(decimal amount) => amount.ToString(CultureInfo.InvariantCulture);

    DateTimeOffset At() =>
        row.Local("Creation Date") is { } local
            ? ZoneText.At(local, "TimeZone", row.Text("TimeZone"), row.Settings.TimeZone)
            : throw CsvRow.Missing("Creation Date");
}
