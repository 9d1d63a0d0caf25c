namespace AccountingSync.Accounting.Rules;

/// <summary>One named amount of a transaction. Amounts of lines are sums of these, so that debits and credits can be compared as formulas.</summary>
public abstract record Component
{
    Component(string name) => Name = name;

    public string Name { get; }

    internal abstract decimal Of(SourceTransaction transaction, object? element);

    public sealed override string ToString() => Name;

    /// <summary>gross, net, tip, tax, discount, shipping or unrecognised of the whole transaction.</summary>
    public sealed record Part : Component
    {
        /// <summary>Only a payout has it.</summary>
        public const string Unrecognised = "unrecognised";

        readonly Func<SourceTransaction, decimal> read;

        Part(string name, Func<SourceTransaction, decimal> read)
            : base(name) => this.read = read;

        internal override decimal Of(SourceTransaction transaction, object? element) => read(transaction);

        public static IReadOnlyList<Part> All { get; } =
        [
            new("gross", transaction => transaction.Gross),
            new("net", Net),
            new("tax", Tax),
            new("tip", transaction => transaction.Tip),
            new("shipping", transaction => transaction.Shipping),
            new("discount", transaction => transaction.Discount),
            new(Unrecognised, transaction => transaction.Unrecognised),
        ];

        // The same as SourceTransaction.Net and TaxTotal, without their enumerators: this is the hot path.
        static decimal Net(SourceTransaction transaction)
        {
            if (transaction.Items.Count == 0)
                return transaction.Gross - Tax(transaction) - transaction.Tip - transaction.Shipping + transaction.Discount;
            var net = 0m;
            for (var i = 0; i < transaction.Items.Count; i++)
                net += transaction.Items[i].Net;
            return net;
        }

        static decimal Tax(SourceTransaction transaction)
        {
            var tax = 0m;
            for (var i = 0; i < transaction.Taxes.Count; i++)
                tax += transaction.Taxes[i].Amount;
            return tax;
        }
    }

    /// <summary>The amount of all elements that a filter takes, as in items[kind=gift_card].net.</summary>
    public sealed record Total(Selection Selection) : Component($"{Selection}.{(Selection.Of == ElementKind.Item ? "net" : "amount")}")
    {
        internal override decimal Of(SourceTransaction transaction, object? element) => Selection.Total(transaction);
    }

    /// <summary>An amount that is known, for explanations.</summary>
    public sealed record Figure(string Text) : Component(Text)
    {
        internal override decimal Of(SourceTransaction transaction, object? element) =>
            decimal.Parse(Text, System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>The amount of the one element that a line with <c>each</c> has reached.</summary>
    public sealed record OfElement(ElementKind Kind) : Component(Kind == ElementKind.Item ? "net" : "amount")
    {
        internal override decimal Of(SourceTransaction transaction, object? element) => Elements.Amount(element!);
    }
}
