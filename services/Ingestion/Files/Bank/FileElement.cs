using System.Globalization;
using System.Text;

namespace AccountingSync.Ingestion.Files.Bank;

/// <summary>An element of an XML or SGML file: its name, what it holds and where it begins. Children in another namespace than their parent's
/// are not seen by name: they are extensions.</summary>
sealed class FileElement(string name, string space, int line, int column)
{
    List<FileElement>? children;
    StringBuilder? parts;
    string text = "";

    public string Name => name;
    public string Space => space;
    public IReadOnlyList<FileElement> Children => (IReadOnlyList<FileElement>?)children ?? [];

    /// <summary>All parts that were added, put together once: a file may cut a text into as many as it likes.</summary>
    public string Text
    {
        get
        {
            if (parts is not null)
                (text, parts) = (parts.ToString(), null);
            return text;
        }
        init => text = value;
    }

    /// <summary>Files that are all in one line are common, so the column is told as well.</summary>
    public string Place => string.Create(CultureInfo.InvariantCulture, $"line {line}, column {column}");

    public void Add(FileElement child) => (children ??= []).Add(child);

    public void AddText(string part)
    {
        if (parts is null && text.Length == 0)
            text = part;
        else
            (parts ??= new StringBuilder(text)).Append(part);
    }

    public IEnumerable<FileElement> All(string child) => Children.Where(element => element.Name == child && element.Space == space);

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
