using System.Globalization;
using AccountingSync.Accounting.Summaries;

namespace AccountingSync.Accounting;

/// <summary>What a source transaction must fulfil before anybody is told that it was accepted.
/// Pure; each problem names the field as a JSON pointer, the rule and what to do.</summary>
public static class TransactionRules
{
    public const int MaxItems = 10_000;
    public const int MaxText = 200;
    public const int MaxAttributes = 50;

    /// <summary>Things that one payout settles.</summary>
    public const int MaxContents = 20_000;

    public static IReadOnlyList<FieldProblem> Check(SourceTransaction transaction)
    {
        var problems = new List<FieldProblem>();
        if (!Currencies.TryFind(transaction.Currency, out var currency))
        {
            problems.Add(
                new(
                    "/currency",
                    "unknown-currency",
                    $"'{transaction.Currency}' is no ISO 4217 currency in use; send the three-letter code in capitals."
                )
            );
            return problems;
        }
        if (transaction.Revision < 1)
            problems.Add(new("/revision", "revision", "The revision counts from 1."));
        CheckTexts(transaction, problems);
        CheckAmounts(transaction, currency, problems);
        EquivalentRules.Check(transaction, problems);
        PayoutContentRules.Check(transaction, currency, problems);
        if (problems.Count == 0)
            CheckSums(transaction, currency, problems);
        return problems;
    }

    static void CheckAmounts(SourceTransaction transaction, Currency currency, List<FieldProblem> problems)
    {
        void Amount(string pointer, decimal amount, bool mayBeNegative)
        {
            if (!currency.Fits(amount))
                problems.Add(
                    new(
                        pointer,
                        "scale",
                        string.Create(CultureInfo.InvariantCulture, $"{amount} has more decimals than {currency.Code} allows ({currency.Scale}).")
                    )
                );
            else if (amount < 0m && !mayBeNegative)
                problems.Add(new(pointer, "negative", "The direction follows from the kind: send the amount without a sign."));
            else if (Math.Abs(amount) > JournalEntry.MaxAmount)
                problems.Add(
                    new(pointer, "too-large", string.Create(CultureInfo.InvariantCulture, $"Amounts beyond {JournalEntry.MaxAmount} are refused."))
                );
        }

        var signed =
            transaction.Kind
            is TransactionKind.Adjustment
                or TransactionKind.Payout
                or TransactionKind.Fee
                or TransactionKind.Transfer
                or TransactionKind.Dispute;
        Amount("/gross", transaction.Gross, signed);
        Amount("/tip", transaction.Tip, mayBeNegative: false);
        Amount("/discount", transaction.Discount, mayBeNegative: false);
        Amount("/shipping", transaction.Shipping, mayBeNegative: false);
        for (var i = 0; i < transaction.Items.Count; i++)
            Amount($"/items/{i}/net", transaction.Items[i].Net, mayBeNegative: true);
        for (var i = 0; i < transaction.Taxes.Count; i++)
            Amount($"/taxes/{i}/amount", transaction.Taxes[i].Amount, mayBeNegative: true);
        for (var i = 0; i < transaction.Tenders.Count; i++)
            Amount($"/tenders/{i}/amount", transaction.Tenders[i].Amount, mayBeNegative: true);
    }

    static void CheckSums(SourceTransaction transaction, Currency currency, List<FieldProblem> problems)
    {
        if (transaction.Items.Count > 0)
        {
            var parts = transaction.Net + transaction.TaxTotal + transaction.Tip + transaction.Shipping - transaction.Discount;
            if (parts != transaction.Gross)
                problems.Add(
                    new(
                        "/gross",
                        "parts-do-not-add-up",
                        $"items + taxes + tip + shipping - discount is {currency.Format(parts)}, gross is {currency.Format(transaction.Gross)}: "
                            + $"{currency.Format(transaction.Gross - parts)} {currency.Code} is unexplained."
                    )
                );
        }
        else if (transaction.Net < 0m && transaction.Gross >= 0m)
        {
            problems.Add(
                new(
                    "/gross",
                    "parts-do-not-add-up",
                    $"taxes + tip + shipping - discount exceed the gross by {currency.Format(-transaction.Net)} {currency.Code}."
                )
            );
        }
        var tendered = transaction.Tenders.Sum(tender => tender.Amount);
        if (transaction.Tenders.Count > 0 && tendered != transaction.Gross)
            problems.Add(
                new(
                    "/tenders",
                    "tenders-do-not-add-up",
                    $"The tenders are {currency.Format(tendered)}, gross is {currency.Format(transaction.Gross)}: "
                        + $"{currency.Format(transaction.Gross - tendered)} {currency.Code} is missing."
                )
            );
    }

    static void CheckTexts(SourceTransaction transaction, List<FieldProblem> problems)
    {
        void Text(string pointer, string? text, bool required)
        {
            if (string.IsNullOrWhiteSpace(text))
            {
                if (required)
                    problems.Add(new(pointer, "required", "This member must not be empty."));
            }
            else if (text.Length > MaxText)
                problems.Add(new(pointer, "too-long", $"{text.Length} characters; at most {MaxText} are kept."));
            else if (!IsPlain(text))
                problems.Add(new(pointer, "characters", "Control characters and broken surrogate pairs are refused."));
            else if (CardNumber.IsIn(text))
                problems.Add(new(pointer, "card-number", "This looks like a card number. Send the last four digits at most."));
        }

        if (transaction.Items.Count > MaxItems)
            problems.Add(new("/items", "too-many", $"{transaction.Items.Count} items; at most {MaxItems} are accepted in one transaction."));
        if (transaction.Attributes.Count > MaxAttributes)
            problems.Add(new("/attributes", "too-many", $"{transaction.Attributes.Count} attributes; at most {MaxAttributes} are kept."));
        Text("/source", transaction.Source, required: true);
        foreach (var reserved in new[] { SummaryName.SourcePrefix, PayoutSummaries.Prefix })
            if (transaction.Source?.StartsWith(reserved, StringComparison.Ordinal) == true)
                problems.Add(new("/source", "reserved", $"Names that begin with '{reserved}' are those of summaries: choose another one."));
        Text("/id", transaction.Id, required: true);
        Text("/related_to", transaction.RelatedTo, required: false);
        Text("/payout", transaction.Payout, required: false);
        Text("/customer", transaction.Customer, required: false);
        Text("/location", transaction.Location, required: false);
        for (var i = 0; i < transaction.Items.Count; i++)
        {
            Text($"/items/{i}/sku", transaction.Items[i].Sku, required: true);
            Text($"/items/{i}/kind", transaction.Items[i].Kind, required: true);
            Text($"/items/{i}/category", transaction.Items[i].Category, required: false);
        }
        for (var i = 0; i < transaction.Taxes.Count; i++)
        {
            Text($"/taxes/{i}/jurisdiction", transaction.Taxes[i].Jurisdiction, required: true);
            Text($"/taxes/{i}/code", transaction.Taxes[i].Code, required: true);
        }
        for (var i = 0; i < transaction.Tenders.Count; i++)
        {
            Text($"/tenders/{i}/method", transaction.Tenders[i].Method, required: true);
            Text($"/tenders/{i}/reference", transaction.Tenders[i].Reference, required: false);
        }
        for (var i = 0; i < Math.Min(transaction.Contents.Count, MaxContents); i++)
            Text($"/contents/{i}/id", transaction.Contents[i].Id, required: true);
        foreach (var (name, value) in transaction.Attributes)
        {
            // RFC 6901, section 3: a name may hold the pointer's own separator.
            var pointer = "/attributes/" + name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);
            Text(pointer, name, required: true);
            Text(pointer, value, required: false);
        }
    }

    /// <summary>False for control characters and broken surrogate pairs, which no store keeps unchanged.</summary>
    public static bool IsPlain(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsControl(text[i]))
                return false;
            if (!char.IsSurrogate(text[i]))
                continue;
            if (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[i + 1]))
                return false;
            i++;
        }
        return true;
    }
}

/// <param name="Pointer">JSON pointer (RFC 6901) of the member, from the transaction's own root.</param>
/// <param name="Rule">A stable word for machines.</param>
/// <param name="Message">What was found and what to do.</param>
public sealed record FieldProblem(string Pointer, string Rule, string Message);
