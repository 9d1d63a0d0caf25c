using System.Collections.Concurrent;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace AccountingSync.Console.Access;

/// <summary>Keys that protect the cookies until the console stops; nothing is written to disk.</summary>
sealed class KeysInMemory : IXmlRepository
{
    readonly ConcurrentQueue<XElement> elements = new();

    public IReadOnlyCollection<XElement> GetAllElements() => [.. elements.Select(element => new XElement(element))];

    public void StoreElement(XElement element, string friendlyName) => elements.Enqueue(new XElement(element));
}
