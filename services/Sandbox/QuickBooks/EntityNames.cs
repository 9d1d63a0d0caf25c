using System.Text.Json.Nodes;

namespace AccountingSync.Sandbox.QuickBooks;

/// <summary>The entities that this company file knows, and their properties: anything else is refused by name.</summary>
internal static class EntityNames
{
    public const string JournalEntry = "JournalEntry";
    public const string Account = "Account";

    static readonly string[] Shared = ["Id", "SyncToken", "MetaData", "CustomField", "AttachableRef", "domain", "status", "sparse"];

    static readonly string[] TextProperties = ["Id", "SyncToken", "DocNumber", "PrivateNote", "Name", "AcctNum", "Description"];

    static readonly Dictionary<string, HashSet<string>> Properties = new()
    {
        [JournalEntry] =
        [
            .. Shared,
            .. Names("DocNumber TxnDate DepartmentRef CurrencyRef ExchangeRate PrivateNote TxnStatus LinkedTxn Line TxnTaxDetail TxnSource"),
            .. Names("TaxFormType TaxFormNum TransactionLocationType Tag TxnApprovalInfo RecurDataRef RecurringInfo ProjectRef TotalCostAmount"),
            .. Names("HomeTotalCostAmount Adjustment HomeCurrencyAdjustment EnteredInHomeCurrency GlobalTaxCalculation TotalAmt HomeTotalAmt"),
            "JournalEntryEx",
        ],
        [Account] =
        [
            .. Shared,
            .. Names("Name SubAccount ParentRef Description FullyQualifiedName AccountAlias TxnLocationType Active Classification AccountType"),
            .. Names("AccountSubType AccountPurposes AcctNum AcctNumExtn BankNum OpeningBalance OpeningBalanceDate CurrentBalance"),
            .. Names("CurrentBalanceWithSubAccounts CurrencyRef TaxAccount TaxCodeRef OnlineBankingEnabled FIName JournalCodeRef"),
        ],
        ["Line"] =
        [
            .. Names("Id LineNum Description Amount Received LinkedTxn DetailType JournalEntryLineDetail DescriptionLineDetail CustomField"),
            .. Names("LineEx ProjectRef CostAmount HomeCostAmount"),
        ],
        ["JournalEntryLineDetail"] =
        [
            .. Names("PostingType Entity AccountRef ClassRef DepartmentRef TaxCodeRef TaxRateRef TaxApplicableOn TaxAmount TaxInclusiveAmt"),
            .. Names("BillableStatus JournalCodeRef JournalEntryLineDetailEx"),
        ],
    };

    /// <summary>The entity's own spelling, or null for one that is not played.</summary>
    public static string? Find(string name) =>
        name.Equals(JournalEntry, StringComparison.OrdinalIgnoreCase) ? JournalEntry
        : name.Equals(Account, StringComparison.OrdinalIgnoreCase) ? Account
        : null;

    public static bool Knows(string type, string property) => Properties[type].Contains(property);

    public static QuickBooksFault? UnknownProperty(string type, IEnumerable<string> given) =>
        given.FirstOrDefault(name => !Knows(type, name)) is { } unknown
            ? QuickBooksFault.UnknownProperty(unknown, type, Properties[type].Count)
            : null;

    // An id written as a number must not turn an update into a create.
    public static QuickBooksFault? NotText(JsonObject document) =>
        TextProperties.FirstOrDefault(name => document[name] is not null && document.Text(name) is null) is { } wrong
            ? QuickBooksFault.Unreadable($"{wrong}, which must be text,")
            : null;

    static string[] Names(string list) => list.Split(' ');
}
