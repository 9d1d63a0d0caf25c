using AccountingSync.Ingestion.CanonicalForm;
using AccountingSync.Ingestion.Files.Csv;

namespace AccountingSync.Ingestion.Files.Canonical;

/// <summary>The canonical form as separated values: a transaction in each row, a column for each member, by its name. Items, taxes and tenders
/// stand in their cells as the JSON lists that they are; a free fact has a column <c>attributes.NAME</c>. An empty cell is a member that is not
/// there. What is refused in JSON is refused here, and so is a column that is no member.</summary>
sealed class CanonicalCsv : CsvForm
{
    static readonly string[] Texts = ["source", "id", "kind", "occurred_at", "currency", "related_to", "payout", "customer", "location"];
    static readonly string[] Numbers = ["gross", "tip", "discount", "shipping"];
    static readonly string[] Lists = ["items", "taxes", "tenders"];

    public override string Name => "canonical-csv";
    public override IReadOnlyList<string> Systems => [];
    protected override IReadOnlyList<string> Columns => ["id", "kind", "occurred_at", "currency", "gross"];
    protected override IReadOnlyList<string> Amounts => Numbers;

    public override OpenResult Open(FileStart start, FileSettings asked)
    {
        if (start.Records is not [var first, ..] || new CsvHeader(first.Fields) is not { } header)
            return base.Open(start, asked);
        if (header.Names.FirstOrDefault(name => !IsKnown(name)) is { } unknown)
            return new OpenResult.Refused(
                CsvRow.Shown(unknown),
                "unknown-column",
                $"'{CsvRow.Shown(unknown)}' is no member of a transaction. Free facts go into columns 'attributes.NAME'; take out what is not meant to be read."
            );
        if (asked.Source is null && !header.Has("source"))
            return new OpenResult.Refused(
                "source",
                "required",
                "Neither a column 'source' nor the sender says which source it is. Say 'source=NAME'."
            );
        return base.Open(start, asked);
    }

    protected override RowContent Read(IReadOnlyList<CsvRow> rows)
    {
        var row = rows[0];
        if (row.Settings.Source is { } said && row.Text("source") is { } other && other != said)
            throw new RowProblemException(
                "source",
                "source",
                $"The row is of the source '{CsvRow.Shown(other)}', and the file was sent as of '{said}'."
            );
        return TransactionReader.Read(CanonicalRow.ToJson(row)) switch
        {
            DocumentResult.Elements(_, [ReadResult.Read read]) => new RowContent.Facts([read.Transaction]),
            DocumentResult.Elements(_, [ReadResult.Invalid { Problems: [var problem, ..] }]) => throw Of(problem),
            DocumentResult.Malformed(var problem) => throw Of(problem),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    static RowProblemException Of(Accounting.FieldProblem problem) =>
        new(problem.Pointer.TrimStart('/').Replace("attributes/", CanonicalRow.Attribute, StringComparison.Ordinal), problem.Rule, problem.Message);

    static bool IsKnown(string name) =>
        name.Length == 0
        || name.StartsWith(CanonicalRow.Attribute, StringComparison.OrdinalIgnoreCase)
        || Texts.Concat(Numbers).Concat(Lists).Append("revision").Append(CsvHeader.Reason).Contains(name, StringComparer.OrdinalIgnoreCase);

    /// <summary>Names of the columns, by how their cells are read.</summary>
    public static (IReadOnlyList<string> Texts, IReadOnlyList<string> Numbers, IReadOnlyList<string> Lists) Members => (Texts, Numbers, Lists);
}
