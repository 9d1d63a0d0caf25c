namespace AccountingSync.Ingestion.Files.Csv;

/// <summary>A row cannot be taken. Becomes <see cref="FileRow.Refused"/>.</summary>
/// <param name="column">The column; empty for the row as a whole.</param>
/// <param name="rule">A stable word for machines.</param>
sealed class RowProblemException(string column, string rule, string message) : Exception(message)
{
    public string Field => column;
    public string Rule => rule;
}
