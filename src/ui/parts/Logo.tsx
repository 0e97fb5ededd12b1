/** The mark: a viewfinder that holds a smile. */

export function Logo() {
  return (
    <svg className="logo" viewBox="0 0 32 32" aria-hidden="true">
      <rect width="32" height="32" rx="8" />
      <path d="M7 12V9.500A2.500 2.500 0 0 1 9.500 7H12M20 7h2.500A2.500 2.500 0 0 1 25 9.500V12M25 20v2.500a2.500 2.500 0 0 1-2.500 2.500H20M12 25H9.500A2.500 2.500 0 0 1 7 22.500V20" />
      <path d="M11.500 18.200c2.600 2.600 6.400 2.600 9 0M12.600 13v.6M19.400 13v.6" />
    </svg>
  );
}
