using System.Globalization;

namespace AccountingSync.Ingestion.Files.Bank;

/// <summary>An element of an XML or SGML file: its name, what it holds and where it begins. Children in another namespace than their parent's
/// are not seen by name: they are extensions.</summary>
sealed class FileElement(string name, string space, int line, int column)
{
    readonly List<FileElement> children = [];

    public string Name => name;
    public string Space => space;
    public string Text { get; set; } = "";
    public IReadOnlyList<FileElement> Children => children;

    /// <summary>Files that are all in one line are common, so the column is told as well.</summary>
    public string Place => string.Create(CultureInfo.InvariantCulture, $"line {line}, column {column}");

    public void Add(FileElement child) => children.Add(child);

    public IEnumerable<FileElement> All(string child) => children.Where(element => element.Name == child && element.Space == space);

    public FileElement? Child(string child) => All(child).FirstOrDefault();

    /// <returns>Null when an element of the path is missing.</returns>
    public FileElement? At(params ReadOnlySpan<string> path)
    {
        FileElement? element = this;
        foreach (var step in path)
            element = element?.Child(step);
        return element;
    }

    /// <returns>Null when an element of the path is missing or the text is empty.</returns>
    public string? TextAt(params ReadOnlySpan<string> path) => BankReferences.TextOrNull(At(path)?.Text);

    public BankShapeException Wrong(string field, string rule, string message) => new(Place, field, rule, message);

    public BankShapeException Missing(string field) =>
        Wrong(field, "missing", $"{name} holds no {field}. The form requires it: ask the bank for the file again.");
}
